import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { keyRing, type KeyRing, type VerificationKey } from '../jwt/keys.ts'
import { parseKeys, parseSecret, parseSecretFile } from '../jwt/load-keys.ts'
import { isUrl, type Environment } from './network.ts'
import { readOctetsOf } from './read.ts'

/** Larger than any key or key set in use; keeps a wrong path from being read into memory. */
const largestKeyFile = 16 * 1024 * 1024

export interface GivenKeys {
  readonly keys: readonly string[]
  /** Files, or URLs: these are the only ones that are fetched. */
  readonly sets: readonly string[]
  readonly secrets: readonly string[]
}

/** What `--key`, `--jwks` and `--secret` name, read and parsed. */
export async function loadKeyRing(given: GivenKeys, { env, offline, warn }: { env: Environment; offline: boolean; warn: (text: string) => void }): Promise<KeyRing> {
  const keys: VerificationKey[] = []
  for (const value of given.keys) keys.push(...keysFrom(value, env))
  for (const value of given.sets) keys.push(...(isUrl(value) ? await publishedKeys(value, env, offline) : keysFrom(value, env)))
  for (const value of given.secrets) keys.push(secretFrom(value, env))
  if (given.secrets.some((value) => prefixed(value)[0] === undefined)) {
    warn('a secret on the command line stays in the shell history and shows in the process list; use --secret env:NAME or file:PATH')
  }
  return keyRing(keys)
}

/** Keys that anyone can read: a secret among them is no secret. */
async function publishedKeys(address: string, env: Environment, offline: boolean): Promise<VerificationKey[]> {
  const { fetchText, shownUrl } = await import('./fetch.ts')
  const text = await fetchText(address, { env, offline })
  return parseKeys(Buffer.from(text), shownUrl(new URL(address))).map((key) => ({ ...key, inSet: true, ...(key.type === 'oct' ? { refused: 'is a secret that anyone can read at that address' } : {}) }))
}

function keysFrom(value: string, env: Environment): VerificationKey[] {
  const [scheme, rest] = prefixed(value)
  if (scheme === 'env') return parseKeys(Buffer.from(variable(rest, env, '--key')), `environment variable ${rest}`)
  if (scheme === 'file') return parseKeys(fileOctets(rest), `file ${rest}`)
  if (/^\s*(?:-----BEGIN|\{|\[)/.test(value)) return parseKeys(Buffer.from(value), 'option --key')
  if (isUrl(value)) throw new AuthlintError('KEY_UNREADABLE', 'only key sets are fetched, and --key names a single key', `Write --jwks ${visible(value, 200)}`)
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
    return readOctetsOf(path, { name: `the key ${path}`, limit: largestKeyFile, wanted: 'Give a file, env:NAME, or the text of the key itself.' })
  } catch (error) {
    throw error instanceof AuthlintError ? new AuthlintError('KEY_UNREADABLE', error.message, error.hint) : error
  }
}
