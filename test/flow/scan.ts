import { main } from '../../src/cli/main.ts'
import type { Io } from '../../src/cli/io.ts'
import type { Recording } from '../recorders/client.ts'

export interface Finding {
  readonly rule: string
  readonly severity: string
  readonly message: string
}

/** Ids of rules, each once. */
export interface Said {
  readonly aboveInfo: readonly string[]
  readonly info: readonly string[]
  readonly findings: readonly Finding[]
}

export function said(report: string): Said {
  const { findings } = JSON.parse(report) as { readonly findings: readonly Finding[] }
  const ids = (wanted: (severity: string) => boolean) => [...new Set(findings.filter(({ severity }) => wanted(severity)).map(({ rule }) => rule))].sort()
  return { aboveInfo: ids((severity) => severity !== 'info'), info: ids((severity) => severity === 'info'), findings }
}

/** `authlint scan FILE`, in this process. */
export async function scan(file: string, options: readonly string[] = []): Promise<Said> {
  const out: string[] = []
  const err: string[] = []
  const stream = (to: string[]) => ({ isTerminal: false, columns: 100, write: (text: string) => void to.push(text), flush: () => undefined })
  const io: Io = { stdout: stream(out), stderr: stream(err), stdin: { isTerminal: false, pieces: () => [] }, env: {}, cwd: '/', clock: () => Date.now() / 1000 }
  const status = await main(['scan', file, ...options, '--no-config', '--format', 'json'], io)
  if ((status !== 0 && status !== 1) || err.length > 0) throw new Error(`status ${status}: ${err.join('')}`)
  return said(out.join(''))
}

const optionOf = { login: '--login', logout: '--logout', refresh: '--refresh', 'role-change': '--event' } as const

/** The options with which a person would say what the exchanges were. */
export const namedEvents = ({ events }: Pick<Recording, 'events'>): readonly string[] => events.flatMap(([name, number]) => [optionOf[name], name === 'role-change' ? `${name}=#${number}` : `#${number}`])
