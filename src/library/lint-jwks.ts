import { Source } from '../core/location.ts'
import { parseKeyDocument, type KeyDocument } from '../jwt/key-document.ts'
import { makeKeys } from '../jwt/make-keys.ts'
import * as check from './checks.ts'
import { octetsOf, type KeyMaterial } from './key-material.ts'
import { checkOptions, commonOptions, type LintOptions } from './options.ts'
import { startSession, type LintResult } from './session.ts'

export interface LintJwksOptions extends LintOptions {
  /** Who may read the keys; `public` when absent, in which private keys and secrets are errors. */
  readonly role?: 'public' | 'private'
  /** The same set at an earlier time, for `jwk/no-rotation-overlap`. */
  readonly previous?: KeyMaterial
}

const jwksOptions = { ...commonOptions, role: check.oneOf(['public', 'private']), previous: check.anything } satisfies Record<keyof LintJwksOptions, check.Check>

/**
 * Lints keys: a JWK, a JWKS, an array of JWKs, a map of certificates, PEM or DER.
 *
 * @throws AuthlintError INPUT_UNRECOGNISED or KEY_UNREADABLE when there are no keys in it, USAGE or CONFIG_INVALID for options that do not fit
 */
export function lintJwks(keys: KeyMaterial, options: LintJwksOptions = {}): LintResult {
  checkOptions(options, jwksOptions)
  const session = startSession(options)
  const { role = 'public', previous } = options
  let count = 0
  for (const key of makeKeys(read('keys', keys), { role, ...(previous === undefined ? {} : { previous: read('previous', previous) }) }, () => `jwk-${++count}`)) session.judge(key)
  return session.result()
}

function read(name: string, material: KeyMaterial): KeyDocument {
  const octets = octetsOf(material)
  return parseKeyDocument(new Source(name, octets.toString('utf8')), octets)
}
