import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../node_modules/.cache/bench-peers')

/** Versions that the figures in the README were measured against. */
const versions: Readonly<Record<string, string>> = { 'jwt-cli': '2.0.0', 'jwt-cracker': '4.1.1' }

/** A file of another program, installed from the npm registry for measuring alone: nothing of it is shipped. */
export function peer(name: string, file: string): string {
  const path = join(folder, 'node_modules', name, file)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--silent', `${name}@${versions[name] ?? 'latest'}`], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  // Node would end with a status that looks like findings.
  if (!existsSync(path)) throw new Error(`${name} has no ${file}`)
  return path
}
