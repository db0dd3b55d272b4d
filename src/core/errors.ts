/** Exit statuses of the command (product contract). */
export const exitStatus = { pass: 0, findings: 1, usage: 2, notDone: 3, internal: 70 } as const
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

/** Stable codes, for programs that react to an error rather than print it. */
export type ErrorCode =
  | 'USAGE'
  | 'CONFIG_INVALID'
  | 'INPUT_UNREADABLE'
  | 'INPUT_EMPTY'
  | 'INPUT_UNRECOGNISED'
  | 'INPUT_TOO_LARGE'
  | 'INPUT_SANITISED'
  | 'KEY_UNREADABLE'
  | 'KEY_AMBIGUOUS'
  | 'OUTPUT_UNWRITABLE'
  | 'NETWORK'

const statusOf: Record<ErrorCode, 2 | 3> = {
  USAGE: 2,
  CONFIG_INVALID: 2,
  INPUT_UNREADABLE: 3,
  INPUT_EMPTY: 3,
  INPUT_UNRECOGNISED: 3,
  INPUT_TOO_LARGE: 3,
  INPUT_SANITISED: 3,
  KEY_UNREADABLE: 3,
  KEY_AMBIGUOUS: 3,
  OUTPUT_UNWRITABLE: 3,
  NETWORK: 3,
}

/** A failure that is the user's to mend: a message that says what is wrong, a hint that says what to do. */
export class AuthlintError extends Error {
  override readonly name = 'AuthlintError'
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly exitStatus: 2 | 3

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message)
    this.code = code
    this.hint = hint
    this.exitStatus = statusOf[code]
  }
}

/** A rule from outside failed. No bug of this program, and no verdict on the input either. */
export class RuleFailure extends Error {
  override readonly name = 'RuleFailure'

  constructor(rule: string, plugin: string, cause: unknown) {
    super(`rule ${rule} of plugin ${plugin} failed: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`, { cause })
  }
}

/** A process or thread of our own that did a part of the work came to an early end, perhaps because memory ran out. */
export class LostWorker extends Error {
  override readonly name = 'LostWorker'
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}
