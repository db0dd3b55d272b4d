// Runs the built command as a user does: another process, real pipes.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const bin = join(import.meta.dirname, '../../bin/authlint.cjs')
const { NODE_EXTRA_CA_CERTS: _ca, FORCE_COLOR: _force, ...environment } = process.env

export interface Outcome {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** `input` is written to standard input, which is a pipe in any case. */
export function authlint(words: readonly string[], { input = '', env = {}, cwd }: { input?: string | Buffer; env?: Record<string, string>; cwd?: string } = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [bin, ...words], { env: { ...environment, ...env }, ...(cwd ? { cwd } : {}) })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return outcome(child)
}

/** A line for a real shell, in which `authlint` is the built command. */
export function shell(line: string, env: Record<string, string> = {}): Promise<Outcome> {
  return outcome(spawn('bash', ['-c', `authlint() { "${process.execPath}" "${bin}" "$@"; }\n${line}`], { env: { ...environment, ...env } }))
}

function outcome(child: ChildProcess): Promise<Outcome> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (data: Buffer) => out.push(data))
  child.stderr?.on('data', (data: Buffer) => err.push(data))
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() })))
}

const folder = mkdtempSync(join(tmpdir(), 'authlint-e2e-'))

/** A file in a folder of this test run. */
export function temporary(name: string, text: string | Buffer = ''): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
