import { AuthlintError, exitStatus, type ExitStatus } from '../../core/errors.ts'
import { oneOf, type Arguments } from '../arguments.ts'
import { completionScript, shells } from '../completions.ts'
import type { Io } from '../io.ts'

/** `authlint completion <shell>`: a script that completes commands, options and their values. */
export function run({ operands: [shell] }: Arguments, io: Io): ExitStatus {
  if (shell === undefined) throw new AuthlintError('USAGE', 'no shell given', `Name one: authlint completion ${shells.join(', or authlint completion ')}.`)
  io.stdout.write(completionScript(oneOf('authlint completion', shell, shells)))
  return exitStatus.pass
}
