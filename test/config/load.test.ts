import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { findConfig } from '../../src/config/find.ts'
import { settingsOf } from '../../src/config/settings.ts'
import { loadConfig } from '../../src/config/load.ts'
import { AuthlintError } from '../../src/core/errors.ts'

const ids = ['jwt/alg-none', 'jwt/missing-jti', 'cookie/domain-wide']

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-config-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

const load = async (text: string) => (await loadConfig(join(folderOf({ 'authlint.config.json': text }), 'authlint.config.json'), { ruleIds: ids })).config

describe('findConfig', () => {
  it('goes up to the root of the repository and no further', () => {
    const folder = folderOf({ 'authlint.config.json': {}, 'repo/.git/HEAD': '', 'repo/a/b/x': '', 'repo/a/.authlintrc.json': {} })
    expect(findConfig(join(folder, 'repo/a/b'))).toBe(join(folder, 'repo/a/.authlintrc.json'))
    expect(findConfig(join(folder, 'repo'))).toBeUndefined()
    expect(findConfig(folder)).toBe(join(folder, 'authlint.config.json'))
  })

  it('takes the authlint key of a package.json, and passes over one without it', async () => {
    const folder = folderOf({ 'package.json': { authlint: { failOn: 'warn' } }, 'inner/package.json': {}, '.git/HEAD': '' })
    expect(findConfig(join(folder, 'inner'))).toBe(join(folder, 'package.json'))
    expect((await loadConfig(join(folder, 'package.json'), { ruleIds: ids })).config).toEqual({ failOn: 'warn' })
  })
})

describe('loadConfig', () => {
  it('reads JSON with comments and trailing commas', async () => {
    expect(await load('{\n  // why\n  "failOn": "warn", /* really */\n  "rules": { "jwt/missing-jti": "off", },\n}')).toEqual({ failOn: 'warn', rules: { 'jwt/missing-jti': 'off' } })
  })

  it('lays a file over what it extends', async () => {
    const folder = folderOf({
      'base.json': { preset: 'strict', rules: { 'jwt/missing-jti': 'off', 'jwt/alg-none': 'error' }, ignore: [{ rule: 'cookie/*', reason: 'base' }] },
      'authlint.config.json': { extends: './base.json', rules: { 'jwt/missing-jti': 'warn' }, ignore: [{ rule: 'jwt/alg-none', reason: 'own' }] },
    })
    expect((await loadConfig(join(folder, 'authlint.config.json'), { ruleIds: ids })).config).toEqual({
      extends: './base.json',
      preset: 'strict',
      rules: { 'jwt/missing-jti': 'warn', 'jwt/alg-none': 'error' },
      ignore: [
        { rule: 'cookie/*', reason: 'base' },
        { rule: 'jwt/alg-none', reason: 'own' },
      ],
    })
  })

  it('starts each path from the file that it is written in, as TypeScript does', async () => {
    const folder = folderOf({
      'shared/deep/root.json': { jwt: { key: ['keys/root.pem', 'env:KEY'] }, baseline: '../known.json' },
      'shared/base.json': { extends: './deep/root.json', jwt: { jwks: ['./jwks.json', 'https://issuer.example/jwks.json'] } },
      'app/authlint.config.json': { extends: '../shared/base.json', jwt: { issuer: 'https://issuer.example' } },
    })
    const loaded = await loadConfig(join(folder, 'app/authlint.config.json'), { ruleIds: ids })
    const { keys, keySets, baseline } = settingsOf(loaded)
    expect(keys).toEqual([join(folder, 'shared/deep/keys/root.pem'), 'env:KEY'])
    expect(keySets).toEqual([join(folder, 'shared/jwks.json'), 'https://issuer.example/jwks.json'])
    expect(baseline).toBe(join(folder, 'shared/known.json'))
    // What is printed as one configuration is right where it stands.
    expect(loaded.config.jwt?.jwks).toEqual(['../shared/jwks.json', 'https://issuer.example/jwks.json'])
  })

  it('names UTF-16 without its mark', async () => {
    const folder = folderOf({})
    writeFileSync(join(folder, 'c.json'), Buffer.from('{ "failOn": "warn" }', 'utf16le'))
    await expect(loadConfig(join(folder, 'c.json'), { ruleIds: ids })).rejects.toThrow(/UTF-16 text without a byte order mark/)
  })

  it.each(['utf16le', 'utf-16 with the greater octet first', 'utf8'])('reads %s behind its byte order mark', async (encoding) => {
    const octets = Buffer.from('\ufeff{ "failOn": "warn" } // \u00e9', encoding === 'utf8' ? 'utf8' : 'utf16le')
    const folder = folderOf({})
    writeFileSync(join(folder, 'c.json'), encoding.startsWith('utf-16') ? octets.swap16() : octets)
    expect((await loadConfig(join(folder, 'c.json'), { ruleIds: ids })).config).toEqual({ failOn: 'warn' })
  })

  it('names a compressed file', async () => {
    const folder = folderOf({})
    writeFileSync(join(folder, 'c.json'), gzipSync('{}'))
    await expect(loadConfig(join(folder, 'c.json'), { ruleIds: ids })).rejects.toThrow(/compressed/)
  })

  it.each([
    ['a hundred thousand objects in each other', '{"a":'.repeat(100_000), /1:321: not valid JSON: nested deeper than 64 levels/, undefined],
    ['as many lists, in the one key', `{ "rules": ${'['.repeat(100_000)}${']'.repeat(100_000)} }`, /nested deeper/, undefined],
    ['broken JSON', '{ "failOn": ', /1:13: not valid JSON: value expected/, undefined],
    ['nothing at all', ' \n', /1:1: the file is empty/, /\{\}/],
    ['a list', '[]', /1:1: the configuration must be an object/, undefined],
    ['a list where an object belongs', '{ "jwt": [] }', /1:10: jwt must be an object/, undefined],
    ['a text where a list belongs', '{ "jwt": { "algorithms": "ES256" } }', /jwt\.algorithms must be an array/, undefined],
    ['a number where texts belong', '{ "jwt": { "audience": 3 } }', /jwt\.audience must be a string or an array/, undefined],
    ['a severity that is none', '{ "rules": { "jwt/alg-none": "fatal" } }', /rules\.jwt\/alg-none must be error, warn, info, off or an array/, undefined],
    ['a misspelt key', '{\n  "failon": "warn" }', /2:3: unknown key "failon"/, /failOn/],
    ['a misspelt key further in', '{ "jwt": { "algoritms": [] } }', /unknown key "jwt\.algoritms"/, /algorithms/],
    ['a key of another version', '{ "telemetry": true }', /unknown key "telemetry"/, /newer version/],
    ['a misspelt rule', '{ "rules": { "jwt/alg-nonee": "off" } }', /no rule "jwt\/alg-nonee"/, /jwt\/alg-none/],
    ['a misspelt severity', '{ "failOn": "eror" }', /1:13: unknown value "eror" for failOn/, /error/],
    ['a misspelt preset', '{ "preset": "strickt" }', /unknown value "strickt" for preset/, /strict/],
    ['an ignore without a reason', '{ "ignore": [ { "rule": "jwt/alg-none" } ] }', /ignore\.0\.reason is missing/, undefined],
    ['a bad date', '{ "ignore": [ { "rule": "jwt/alg-none", "reason": "x", "until": "soon" } ] }', /ignore\.0\.until is no date/, /"until": "\d{4}-\d{2}-\d{2}"/],
    ['a day that no calendar has', '{ "ignore": [ { "rule": "jwt/alg-none", "reason": "x", "until": "2026-02-30" } ] }', /ignore\.0\.until is a day that does not exist/, undefined],
    ['an ignore that is only a name', '{ "ignore": ["jwt/alg-none"] }', /ignore\.0 must be an object/, /For example: "ignore": \[\{/],
    ['a rule without its family', '{ "rules": { "missing-jti": "off" } }', /there is no rule "missing-jti"/, /Did you mean jwt\/missing-jti\?/],
    ['a pattern of rules', '{ "rules": { "jwt/*": "off" } }', /there is no rule "jwt\/\*"/, /rule by rule/],
    ['a bad duration', '{ "jwt": { "clockTolerance": "soon" } }', /clockTolerance/, undefined],
    ['an expectation with a typo', '{ "cookies": { "expect": { "sid": { "httponly": true } } } }', /unknown key "cookies\.expect\.sid\.httponly"/, /httpOnly/],
  ])('says where and what: %s', async (_, text, message, hint) => {
    try {
      await load(text)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof AuthlintError)) throw error
      expect(error.code).toBe('CONFIG_INVALID')
      expect(error.exitStatus).toBe(2)
      expect(error.message).toMatch(message)
      if (hint) expect(error.hint).toMatch(hint)
    }
  })

  it('notices a circle and a missing file', async () => {
    const folder = folderOf({ 'a.json': { extends: './b.json' }, 'b.json': { extends: ['./a.json'] } })
    await expect(loadConfig(join(folder, 'a.json'), { ruleIds: ids })).rejects.toThrow(/circle/)
    await expect(loadConfig(join(folder, 'none.json'), { ruleIds: ids })).rejects.toThrow(/no such file/)
  })
})
