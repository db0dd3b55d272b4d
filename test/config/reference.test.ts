import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { configSchema } from '../../src/config/schema.ts'
import { configJsonSchema, configMarkdown } from '../../src/dev/config-reference.ts'
import { rules } from '../../src/rules/index.ts'

describe('the JSON Schema of a configuration', () => {
  const schema = JSON.parse(configJsonSchema(rules)) as object
  let validate: ValidateFunction
  beforeAll(() => {
    validate = new Ajv2020({ strict: false }).compile(schema)
  })

  it('is the file that is shipped', () => {
    expect(JSON.parse(readFileSync(new URL('../../src/config/config.schema.json', import.meta.url), 'utf8'))).toEqual(schema)
  })

  // The schema and the program must agree, so each of these is put to both.
  it.each([
    [{}],
    [{ $schema: './node_modules/authlint/dist/schema/config.schema.json', preset: 'strict', failOn: 'warn' }],
    [{ jwt: { algorithms: ['ES256'], issuer: 'https://a.example', audience: ['x', 'y'], clockTolerance: '60s', lifetime: { 'access-token': { warn: 900, error: '1h' } } } }],
    [{ cookies: { roles: { 'XSRF-*': 'csrf' }, expect: { sid: { httpOnly: true, sameSite: ['Lax', 'Strict'], maxAge: '24h' } }, only: true } }],
    [{ rules: { 'jwt/missing-jti': 'off', 'jwt/too-large': ['warn', {}], 'jwt/missing-iat': ['off'] }, overrides: [{ hosts: ['*.example'], rules: { 'cookie/domain-wide': 'info' } }] }],
    [{ ignore: [{ rule: 'cookie/*', reason: 'why', until: '2027-03-31' }], baseline: 'known.json', extends: ['./base.json'] }],
  ])('takes what the program takes: %j', (config) => {
    expect(validate(config), JSON.stringify(validate.errors)).toBe(true)
    expect(configSchema.safeParse(config).success).toBe(true)
  })

  it.each([
    [{ presett: 'strict' }],
    [{ preset: 'strickt' }],
    [{ jwt: { algorithm: ['ES256'] } }],
    [{ cookies: { expect: { sid: { httponly: true } } } }],
    [{ overrides: [{ hosts: ['x'] }] }],
    [{ ignore: [{ rule: 'cookie/*' }] }],
    [{ jwt: { lifetime: { session: { warn: 1 } } } }],
  ])('refuses what the program refuses: %j', (config) => {
    expect(validate(config)).toBe(false)
    expect(configSchema.safeParse(config).success).toBe(false)
  })

  it('knows the ids of rules, which the program checks apart from the shape', () => {
    expect(validate({ rules: { 'jwt/alg-nonee': 'off' } })).toBe(false)
    expect(validate({ overrides: [{ rules: { 'jwt/alg-nonee': 'off' } }] })).toBe(false)
  })
})

describe('the reference of the configuration', () => {
  const rows = configMarkdown().split('\n').slice(2).filter(Boolean).map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))

  it('says of every key what it takes and what it means', () => {
    expect(rows.map(([, key]) => key)).toEqual(expect.arrayContaining(['`failOn`', '`jwt.lifetime.KIND.warn`', '`cookies.expect.NAME.maxAge`', '`overrides[].rules`', '`ignore[].until`']))
    expect(rows.filter((cells) => cells.length !== 5 || cells[2] === '' || cells[3] === '')).toEqual([])
  })
})
