import { AuthlintError, type ExitStatus } from '../../core/errors.ts'
import { count, visible } from '../../core/text.ts'
import { readKeys } from '../../inputs/key-input.ts'
import type { KeyDocument, KeyForm } from '../../jwt/key-document.ts'
import type { Jwk, SetMember } from '../../jwt/jwk.ts'
import { makeKeys } from '../../jwt/make-keys.ts'
import { rotationOf } from '../../jwt/rotation.ts'
import { jwkRules } from '../../rules/jwk/index.ts'
import { oneOf, type Arguments } from '../arguments.ts'
import type { Io } from '../io.ts'
import { conduct, startRun } from '../run.ts'
import { readSetup, type Setup } from '../setup.ts'

/** `authlint jwks`: lint a key or a key set. */
export async function run({ operands, options }: Arguments, io: Io): Promise<ExitStatus> {
  const setup = await readSetup(options, io)
  const role = oneOf('--role', options.one('role') ?? 'public', ['public', 'private'] as const)
  if (operands.length === 0 && io.stdin.isTerminal) {
    throw new AuthlintError('USAGE', 'no key given', 'Name a file or a URL, or pipe a key set in: authlint jwks jwks.json, authlint jwks https://issuer.example/jwks.json')
  }
  const from = { stdin: () => io.stdin.pieces(), env: io.env, offline: options.flag('offline') }
  const nameOf = (operand: string, i: number) => (operand === '-' ? (options.one('stdin-filename') ?? 'stdin') : /^\s*[{[-]/.test(operand) ? `argument ${i + 1}` : operand)
  const earlier = options.one('previous')
  const previous = earlier === undefined ? {} : { previous: (await readKeys(earlier, earlier, from)).document }
  const run = await startRun('jwks', earlier === undefined ? setup : comparing(setup), io, jwkRules)

  return conduct(run, async () => {
    for (const [i, operand] of (operands.length === 0 ? ['-'] : operands).entries()) {
      try {
        const { document, fetched } = await readKeys(operand, nameOf(operand, i), from)
        const keys = makeKeys(document, { role, fetched, ...previous }, () => run.nextId('jwk'))
        run.note(`${document.source.name}: ${inWords(document)}${earlier === undefined ? '' : `; ${comparison(earlier, keys[0])}`}`)
        for (const key of keys) run.judge(key)
      } catch (error) {
        if (!(error instanceof AuthlintError)) throw error
        run.problem(error)
      }
    }
  })
}

/** Whoever hands in an earlier set wants to hear what has changed, unless a configuration says otherwise. */
const comparing = (setup: Setup): Setup => ({ ...setup, config: { ...setup.config, rules: new Map([['jwk/no-rotation-overlap', { severity: 'warn' as const }], ...setup.config.rules]) } })

/** What stays, comes and goes: that nothing is wrong with it should not leave open whether it was looked at. */
function comparison(earlier: string, key: Jwk | undefined): string {
  const { stays, added, gone } = rotationOf(key?.set.previous ?? [], key?.set.keys ?? [])
  const named = (members: readonly SetMember[], what: string) => {
    const kids = members.flatMap((member) => (typeof member.key['kid'] === 'string' ? visible(member.key['kid'], 40) : []))
    return `${members.length} ${what}${kids.length > 0 && kids.length <= 5 ? ` (${kids.join(', ')})` : ''}`
  }
  return `compared with ${visible(earlier, 200)}: ${[named(stays, stays.length === 1 ? 'stays' : 'stay'), named(added, 'new'), named(gone, 'gone')].join(', ')}`
}

const forms: Readonly<Record<KeyForm, string>> = { jwk: 'JWK', set: 'JWK Set', array: 'array of JWKs', certificates: 'map of certificates', pem: 'PEM or DER' }

const inWords = ({ form, entries }: KeyDocument): string => `${forms[form]}, ${count(entries.length, 'key')}`
