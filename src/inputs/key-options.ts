import { existsSync } from 'node:fs'
import { textOf } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { keyRing, type KeyRing, type VerificationKey } from '../jwt/keys.ts'
import { parseKeys, parseSecret, parseSecretFile } from '../jwt/load-keys.ts'
import { isUrl, type Environment } from './network.ts'
import { readOctetsOf } from './read.ts'
import { shownOperand } from './shown-operand.ts'

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
  for (const value of given.keys) keys.push(...keysFrom(value, env, '--key'))
  for (const value of given.sets) keys.push(...(isUrl(value) ? await publishedKeys(value, env, offline) : keysFrom(value, env, '--jwks')))
  for (const value of given.secrets) keys.push(secretFrom(value, env))
  for (const value of given.secrets) {
    const place = namedPlace(value, env)
    if (place !== undefined) warn(`the text given to --secret names ${place === 'env' ? 'an environment variable' : 'a file'}, but is taken for the secret itself; --secret ${place}:... takes what is in it`)
  }
  if (given.secrets.some((value) => prefixed(encoded(value)[1], '--secret')[0] === undefined)) {
    warn('a secret on the command line stays in the shell history and shows in the process list; use --secret env:NAME or file:PATH')
  }
  return keyRing(keys)
}

/** Keys that anyone can read: a secret among them is no secret. */
async function publishedKeys(address: string, env: Environment, offline: boolean): Promise<VerificationKey[]> {
  const { fetchText, shownWithoutQuery } = await import('./fetch.ts')
  const text = await fetchText(address, { env, offline })
  return parseKeys(Buffer.from(text), shownWithoutQuery(new URL(address))).map((key) => ({ ...key, inSet: true, ...(key.type === 'oct' ? { refused: 'is a secret that anyone can read at that address' } : {}) }))
}

function keysFrom(value: string, env: Environment, option: '--key' | '--jwks'): VerificationKey[] {
  const [scheme, rest] = prefixed(value, option)
  if (scheme === 'env') return parseKeys(Buffer.from(variable(rest, env, option)), `environment variable ${rest}`)
  if (scheme === 'file') return parseKeys(fileOctets(rest, rest, option), `file ${rest}`)
  if (/^\s*(?:-----BEGIN|\{|\[|eyJ[\w-]*\.)/.test(value)) return parseKeys(Buffer.from(value), `option ${option}`)
  if (isUrl(value)) throw new AuthlintError('KEY_UNREADABLE', '--key names a URL, but keys are fetched only as a key set', 'Give the URL to --jwks instead.')
  const path = value.replace(/^@/, '')
  return parseKeys(fileOctets(path, shownOperand(path, { bare: false }), option), `file ${path}`)
}

/** `env:NAME`, `file:PATH`, or the secret itself; each with its encoding in front: `base64:env:NAME`. */
function secretFrom(value: string, env: Environment): VerificationKey {
  const [encoding, place] = encoded(value)
  const [scheme, rest] = prefixed(place, '--secret')
  if (scheme === 'env') return parseSecret(encoding + variable(rest, env, '--secret'), `environment variable ${rest}`)
  if (scheme === 'file' && encoding === '') return parseSecretFile(fileOctets(rest, rest, '--secret'), `file ${rest}`)
  if (scheme === 'file') return parseSecret(encoding + textOf(fileOctets(rest, rest, '--secret')).trim(), `file ${rest}`)
  return parseSecret(value, 'option --secret')
}

/** No text in these encodings holds a colon, so what follows names a place. */
function encoded(value: string): [encoding: string, place: string] {
  const match = /^((?:base64|base64url|hex):)((?:env|file):.+)$/s.exec(value)
  return match ? [match[1] ?? '', match[2] ?? ''] : ['', value]
}

/** Where a secret is perhaps kept whose text is the name of that place. It may be the secret after all, so nothing repeats it. */
function namedPlace(value: string, env: Environment): 'env' | 'file' | undefined {
  if (encoded(value)[0] !== '' || prefixed(value, '--secret')[0] !== undefined || value === '' || value.length > 200) return undefined
  const [, variable] = /^(?:\$\{?|%|\$env:)?([A-Za-z_]\w*)[}%]?$/.exec(value) ?? []
  if (variable !== undefined && (variable !== value || env[variable])) return 'env'
  return existsSync(value.replace(/^@/, '')) ? 'file' : undefined
}

type KeyOption = '--key' | '--jwks' | '--secret'

function prefixed(value: string, option: KeyOption): [scheme: string | undefined, rest: string] {
  // Left over from a variable that is not set: as a secret it would be a wrong one.
  if (value === 'env:' || value === 'file:') throw new AuthlintError('USAGE', `${option} names nothing after ${value}`, `Write ${option} ${value === 'env:' ? 'env:NAME, with the name of a variable' : 'file:PATH'}.`)
  const match = /^(env|file):(.+)$/s.exec(value)
  return match ? [match[1], match[2] ?? ''] : [undefined, value]
}

function variable(name: string, env: Environment, option: string): string {
  const value = env[name]
  if (value) return value
  throw new AuthlintError('KEY_UNREADABLE', `${option} names the environment variable ${visible(name, 60)}, which is ${value === undefined ? 'not set' : 'empty'}`, 'Set and export it, or check its spelling.')
}

const wanted: Readonly<Record<KeyOption, readonly [what: string, forms: string]>> = {
  '--key': ['the key', 'Give --key a file, env:NAME, or the text of the key itself. A shared secret goes to --secret.'],
  '--jwks': ['the key set', 'Give --jwks the file of a key set, or the URL where the issuer publishes it.'],
  '--secret': ['the secret', 'Check the path in --secret file:PATH, or give --secret env:NAME.'],
}

function fileOctets(path: string, shown: string, option: KeyOption): Buffer {
  const [what, forms] = wanted[option]
  try {
    return readOctetsOf(path, { name: `${what} ${shown}`, limit: largestKeyFile, wanted: forms })
  } catch (error) {
    throw error instanceof AuthlintError ? new AuthlintError('KEY_UNREADABLE', error.message, error.hint) : error
  }
}
