import { readFileSync, statSync } from 'node:fs'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { keyRing, type KeyRing, type VerificationKey } from '../jwt/keys.ts'
import { parseKeys, parseSecret, parseSecretFile } from '../jwt/load-keys.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Larger than any key or key set in use; keeps a wrong path from being read into memory. */
const largestKeyFile = 16 * 1024 * 1024

/** What `--key`, `--jwks` and `--secret` name, read and parsed. */
export function loadKeyRing(given: { keys: readonly string[]; sets: readonly string[]; secrets: readonly string[] }, env: Environment, warn: (text: string) => void): KeyRing {
  const keys: VerificationKey[] = []
  for (const value of [...given.keys, ...given.sets]) keys.push(...keysFrom(value, env))
  for (const value of given.secrets) keys.push(secretFrom(value, env))
  if (given.secrets.some((value) => prefixed(value)[0] === undefined)) {
    warn('a secret on the command line stays in the shell history and shows in the process list; use --secret env:NAME or file:PATH')
  }
  return keyRing(keys)
}

function keysFrom(value: string, env: Environment): VerificationKey[] {
  const [scheme, rest] = prefixed(value)
  if (scheme === 'env') return parseKeys(Buffer.from(variable(rest, env, '--key')), `environment variable ${rest}`)
  if (scheme === 'file') return parseKeys(fileOctets(rest), `file ${rest}`)
  if (/^\s*(?:-----BEGIN|\{|\[)/.test(value)) return parseKeys(Buffer.from(value), 'option --key')
  return parseKeys(fileOctets(value.replace(/^@/, '')), `file ${value.replace(/^@/, '')}`)
}

function secretFrom(value: string, env: Environment): VerificationKey {
  const [scheme, rest] = prefixed(value)
  if (scheme === 'env') return parseSecret(variable(rest, env, '--secret'), `environment variable ${rest}`)
  if (scheme === 'file') return parseSecretFile(fileOctets(rest), `file ${rest}`)
  return parseSecret(value, 'option --secret')
}

function prefixed(value: string): [scheme: string | undefined, rest: string] {
  const match = /^(env|file):(.+)$/s.exec(value)
  return match ? [match[1], match[2] ?? ''] : [undefined, value]
}

function variable(name: string, env: Environment, option: string): string {
  const value = env[name]
  if (value) return value
  throw new AuthlintError('KEY_UNREADABLE', `${option} names the environment variable ${visible(name, 60)}, which is ${value === undefined ? 'not set' : 'empty'}`, 'Set it, or check its spelling. Was it exported?')
}

function fileOctets(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > largestKeyFile) throw new AuthlintError('KEY_UNREADABLE', `${path} is too large for a key (${size} octets)`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof AuthlintError) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'permission denied' : String(code)
    throw new AuthlintError('KEY_UNREADABLE', `cannot read the key ${visible(path, 200)}: ${why}`, 'Give a file, env:NAME, or the text of the key itself.')
  }
}
