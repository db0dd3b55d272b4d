import { execFileSync } from 'node:child_process'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { testNow } from '../subjects.ts'
import { encode, goodClaims, hmac, unsigned } from '../tokens.ts'
import { authlint, shell, temporary, type Outcome } from './command.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string
const keyFile = temporary('public.pem', publicPem)
const jwksFile = temporary('jwks.json', JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] }))
const now = ['--now', String(testNow)]

function rs256(claims: unknown = { ...goodClaims, client_id: 'web' }, header: Record<string, unknown> = { alg: 'RS256', typ: 'at+jwt', kid: 'k1' }): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}

interface Report {
  readonly ok: boolean
  readonly summary: Record<string, number>
  readonly subjects: { readonly jwt: { readonly claims: Record<string, unknown>; readonly signature: { readonly status: string; readonly key?: { readonly source: string } }; readonly claimsCheck: { readonly status: string } } }[]
  readonly findings: { readonly rule: string; readonly severity: string; readonly message: string }[]
}
const report = ({ out }: Outcome): Report => JSON.parse(out) as Report
const rulesOf = (outcome: Outcome): string[] => report(outcome).findings.map(({ rule }) => rule)

/** Flips one bit of the signature, the payload or the header. */
const flipped = (token: string, part: number): string =>
  token
    .split('.')
    .map((segment, i) => {
      if (i !== part) return segment
      const octets = Buffer.from(segment, 'base64url')
      const middle = Math.floor(octets.length / 2)
      octets[middle] = (octets[middle] ?? 0) ^ 1
      return octets.toString('base64url')
    })
    .join('.')

describe('authlint jwt', () => {
  const token = rs256()

  it('takes the text of a key, though it begins with dashes, and says when there is none', async () => {
    for (const option of ['--key', '-k']) expect(await authlint(['jwt', token, option, publicPem, ...now])).toMatchObject({ status: 0, err: '' })
    expect(await authlint(['jwt', token, '--clock-tolerance', '-5s'])).toMatchObject({ status: 2, err: expect.stringContaining('written --clock-tolerance=-...') as unknown })
    expect(await authlint(['jwt', ''])).toMatchObject({ status: 3, err: expect.stringMatching(/argument 1 is empty\n.*variable/) as unknown })
    expect(await authlint(['cookie', ''])).toMatchObject({ status: 3, err: expect.stringMatching(/argument is empty.*\n.*variable/) as unknown })
    expect(await authlint(['jwt', token, '--key', ''])).toMatchObject({ status: 2, err: expect.stringMatching(/--key is empty\n.*variable/) as unknown })
  })

  it('passes a good token that verifies, and names the key', async () => {
    const outcome = await authlint(['jwt', token, '--key', keyFile, '--aud', goodClaims.aud, '--iss', goodClaims.iss, ...now, '--format', 'json'])
    expect(outcome.status).toBe(0)
    const { subjects, findings, ok } = report(outcome)
    expect(ok).toBe(true)
    expect(subjects[0]?.jwt.signature.status).toBe('valid')
    expect(subjects[0]?.jwt.signature.key?.source).toContain('public.pem')
    expect(subjects[0]?.jwt.claimsCheck.status).toBe('ok')
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  it.each([0, 1, 2])('refuses it after one changed bit in part %i, and still decodes what can be decoded', async (part) => {
    const outcome = await authlint(['jwt', flipped(token, part), '--key', keyFile, ...now, '--format', 'json'])
    expect(outcome.status).toBe(1)
    expect(report(outcome).subjects[0]?.jwt.signature.status).not.toBe('valid')
  })

  it('verifies what openssl signed', async () => {
    const privateFile = temporary('private.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
    const input = `${encode('{ "typ":"JWT",\n  "alg":"RS256" }')}.${encode(JSON.stringify({ ...goodClaims, sub: 'Zoë' }))}`
    const signature = execFileSync('openssl', ['dgst', '-sha256', '-sign', privateFile], { input })
    const outcome = await authlint(['jwt', '--key', keyFile, ...now, '--format', 'json'], { input: `${input}.${signature.toString('base64url')}` })
    expect(report(outcome).subjects[0]?.jwt.signature.status).toBe('valid')
    expect(report(outcome).subjects[0]?.jwt.claims['sub']).toBe('Zoë')
  })

  it.each([
    ['none', unsigned({ alg: 'none' }), 'jwt/alg-none'],
    ['nOnE', unsigned({ alg: 'nOnE' }), 'jwt/alg-none'],
    ['an empty signature', token.replace(/[^.]*$/, ''), 'jwt/signature-missing'],
    ['a blank secret', hmac(''), 'jwt/weak-secret'],
    ['the public key as secret', hmac(publicPem), 'jwt/signed-with-public-key'],
    ['a guessable secret', hmac('secret'), 'jwt/weak-secret'],
  ])('refuses a forgery with %s by its own rule', async (_, forged, rule) => {
    const outcome = await authlint(['jwt', forged, '--key', keyFile, ...now, '--format', 'json'])
    expect(outcome.status).toBe(1)
    expect(rulesOf(outcome)).toContain(rule)
    expect(report(outcome).subjects[0]?.jwt.signature.status).not.toBe('valid')
  })

  it('takes a key set, an environment variable and several tokens', async () => {
    const outcome = await authlint(['jwt', '-', '--jwks', jwksFile, '--secret', 'env:S', ...now, '--format', 'json'], {
      input: `${token}\nAuthorization: Bearer ${hmac('k'.repeat(13) + createHmac('sha256', 'x').update('y').digest('base64url'))}\n`,
      env: { S: 'k'.repeat(13) + createHmac('sha256', 'x').update('y').digest('base64url') },
    })
    expect(report(outcome).subjects.map(({ jwt }) => jwt.signature.status)).toEqual(['valid', 'valid'])
  })

  it.each([
    ['the wrong audience', ['--aud', 'https://other.example'], 'jwt/aud-mismatch'],
    ['the wrong issuer', ['--iss', 'https://issuer.example/'], 'jwt/iss-mismatch'],
    ['a missing claim', ['--require', 'tenant'], 'jwt/required-claims'],
    ['an algorithm that is not allowed', ['--alg', 'ES256'], 'jwt/alg-not-allowed'],
    ['a later clock', ['--now', String(testNow + 4000)], 'jwt/expired'],
  ])('fails for %s', async (_, words, rule) => {
    const outcome = await authlint(['jwt', token, '--key', keyFile, ...(words[0] === '--now' ? [] : now), ...words, '--format', 'json'])
    expect(outcome.status).toBe(1)
    expect(rulesOf(outcome)).toContain(rule)
  })

  it('knows the algorithms that may be asked for', async () => {
    expect(await authlint(['jwt', token, '--key', keyFile, '--alg', 'ES256,RS265', ...now])).toMatchObject({ status: 2, err: expect.stringContaining('Did you mean RS256?') as unknown })
    expect((await authlint(['jwt', token, '--key', keyFile, '--alg', 'ES256,RS256', ...now])).status).toBe(0)
  })

  it('names a file when the argument is none of a token, and @FILE always', async () => {
    const file = temporary('token.txt', `  ${token}\n`)
    for (const operand of [file, `@${file}`]) expect((await authlint(['jwt', operand, '--key', keyFile, ...now])).status).toBe(0)
  })

  it('takes a token after the name of its scheme, unquoted', async () => {
    for (const words of [['Bearer'], ['Authorization:', 'Bearer'], ['dpop']]) expect((await authlint(['jwt', ...words, token, '--key', keyFile, ...now])).status).toBe(0)
    expect(await authlint(['jwt', 'Bearer', '--key', keyFile])).toMatchObject({ status: 3 })
    expect(await authlint(['jwt', 'verify', token])).toMatchObject({ status: 3, err: expect.stringContaining('in one: leave that word out') as unknown })
  })

  it('takes an encoded secret from where it is kept, and says when its name was taken for it', async () => {
    const octets = Buffer.from('9d8f7b3ac1e54a0e8f1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071', 'hex')
    const signed = hmac(octets)
    const file = temporary('secret.b64', `${octets.toString('base64')}\r\n`)
    const env = { S: octets.toString('hex') }
    for (const secret of [`base64:file:${file}`, 'hex:env:S']) expect(await authlint(['jwt', signed, '--secret', secret, ...now], { env })).toMatchObject({ status: 0, err: '' })
    // As Windows PowerShell writes it: with a mark in front, in UTF-8 or UTF-16.
    const text = 'sentinel-secret-0123456789-abcdefghij-ABCDEFGHIJ'
    for (const [name, content] of [['utf8', Buffer.from(`\ufeff${text}\r\n`)], ['utf16', Buffer.from(`\ufeff${text}\r\n`, 'utf16le')]] as const) {
      expect((await authlint(['jwt', hmac(text), '--secret', `file:${temporary(name, content)}`, ...now])).status).toBe(0)
    }
    for (const [secret, place] of [[file, 'file'], [`@${file}`, 'file'], ['S', 'env'], ['$S', 'env'], ['%S%', 'env'], ['$env:S', 'env']] as const) {
      const { err } = await authlint(['jwt', signed, '--secret', secret, ...now], { env })
      expect(err).toContain(`--secret ${place}:... takes what is in it`)
    }
    expect((await authlint(['jwt', signed, '--secret', text, ...now], { env })).err).not.toContain('takes what is in it')
  })

  it('does not exit 0 in silence when nothing was verified', async () => {
    const outcome = await authlint(['jwt', token, ...now, '--format', 'json'])
    expect(outcome.status).toBe(0)
    expect(rulesOf(outcome)).toContain('jwt/signature-not-checked')
  })
})

describe('what cannot be judged', () => {
  const cases: readonly (readonly [what: string, words: readonly string[], input: string | Buffer, status: number, says: RegExp])[] = [
    ['an empty pipe', ['-'], '', 3, /empty/],
    ['white space', ['-'], ' \n\n', 3, /empty/],
    ['text without a token', ['-'], 'hello world\n', 3, /no JWT/],
    ['binary data', ['-'], Buffer.from([0, 1, 2, 255, 0, 0, 9]), 3, /binary/],
    ['UTF-16 without its mark', ['-'], Buffer.from(hmac('x'), 'utf16le'), 3, /UTF-16 text without a byte order mark/],
    ['a word', ['hello'], '', 3, /no JWT/],
    ['a missing file', ['@/nowhere/token'], '', 3, /no such file/],
    ['a folder', ['@/'], '', 3, /directory|folder/],
    ['a missing key', [hmac('x'), '--key', '/nowhere/key.pem'], '', 3, /no such file/],
    ['a key that does not parse', [hmac('x'), '--key', temporary('bad.pem', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')], '', 3, /key/i],
    ['an unset variable', [hmac('x'), '--secret', 'env:NO_SUCH_VARIABLE'], '', 3, /not set/],
    ['an unknown option', ['--nope', 'x'], '', 2, /unknown option/],
    ['a misspelt option', ['--frmat', 'json', 'x'], '', 2, /--format/],
    ['a misspelt rule', [hmac('x'), '--rule', 'jwt/alg-nonee=off'], '', 2, /jwt\/alg-none/],
    ['an unknown severity', [hmac('x'), '--rule', 'jwt/alg-none=eror'], '', 2, /error/],
    ['an unknown format', [hmac('x'), '--format', 'jsn'], '', 2, /json/],
    ['a bad time', [hmac('x'), '--now', 'tomorrow'], '', 2, /ISO 8601/],
    ['a bad duration', [hmac('x'), '--clock-tolerance', '1 fortnight'], '', 2, /60s/],
  ]

  it.each(cases)('%s', async (_, words, input, status, says) => {
    const { status: got, out, err } = await authlint(['jwt', ...words], { input })
    expect({ got, text: err + out }).toMatchObject({ got: status })
    expect(err).toMatch(says)
    expect(err + out).not.toMatch(/\bat .*\.[cm]?[jt]s:\d+|internal error/)
  })

  it('prints what it could judge when a part could not be', async () => {
    const outcome = await authlint(['jwt', rs256(), 'hello', '--key', keyFile, ...now, '--format', 'json'])
    expect(outcome.status).toBe(3)
    expect(report(outcome).subjects).toHaveLength(1)
    expect(report(outcome).ok).toBe(false)
  })

  it('judges the token inside a signed one like any other', async () => {
    const nested = (claims: object) => rs256(hmac('inner-secret-of-thirty-two-octets-!', claims), { alg: 'RS256', kid: 'k1', cty: 'JWT' })
    const words = ['--jwks', jwksFile, '--secret', 'env:INNER', '--aud', goodClaims.aud, ...now, '--format', 'json']
    const env = { INNER: 'inner-secret-of-thirty-two-octets-!' }
    const good = await authlint(['jwt', nested(goodClaims), ...words], { env })
    expect(report(good).subjects.map(({ jwt }) => [jwt.signature.status, jwt.claimsCheck.status])).toEqual([['valid', 'not-checked'], ['valid', 'ok']])
    expect(good.status).toBe(0)
    const expired = await authlint(['jwt', nested({ ...goodClaims, exp: 1 }), ...words], { env })
    expect(rulesOf(expired)).toContain('jwt/expired')
    expect(expired.status).toBe(1)
    // In a long list, too, where others judge parts.
    const list = Array.from({ length: 4000 }, (_, i) => (i === 3000 ? nested(goodClaims) : hmac(env.INNER, { ...goodClaims, sub: `u_${i}` }))).join('\n')
    const [one, two] = await Promise.all(['1', '2'].map((jobs) => authlint(['jwt', '-', ...words.slice(0, -1), 'ndjson', '--jobs', jobs], { env, input: list })))
    expect(two?.out === one?.out).toBe(true)
    expect(one?.out).toContain('"id":"jwt-4001"')
  })

  it('survives a token of 10 MB and JSON nested 100,000 levels deep', async () => {
    const large = await authlint(['jwt', '-', ...now, '--format', 'json'], { input: hmac('secret', { ...goodClaims, text: 'y'.repeat(10_000_000) }) })
    expect(large.status).toBe(1)
    const deep = await authlint(['jwt', '-', ...now, '--format', 'json'], { input: unsigned({ alg: 'HS256' }, `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'AAAA') })
    expect(deep.status).toBe(1)
    expect(rulesOf(deep)).toContain('jwt/invalid-json')
  })
})

describe('what comes out', () => {
  it('holds no signature and no secret, in any format', async () => {
    const secret = 'sentinel-secret-0123456789-abcdefghij-ABCDEFGHIJ'
    const token = hmac(secret, { ...goodClaims, password: 'sentinel-password-1', nested: hmac('inner-sentinel-secret-000000000000000000') })
    const signatures = [token, hmac('inner-sentinel-secret-000000000000000000')].map((t) => t.split('.')[2] ?? '')
    const { formats } = await import('../../src/reporters/index.ts')
    for (const format of formats) {
      const { out, err } = await authlint(['jwt', '-', '--secret', 'env:S', ...now, '--format', format], { input: token, env: { S: secret } })
      expect(out.length, format).toBeGreaterThan(0)
      for (const hidden of [secret, 'sentinel-password-1', ...signatures]) expect(out + err, format).not.toContain(hidden)
    }
  })

  it('has no escape code in a pipe, and colour when asked', async () => {
    const plain = await authlint(['jwt', hmac('secret'), ...now])
    expect(plain.out).not.toContain('\u001b')
    const colored = await authlint(['jwt', hmac('secret'), ...now, '--color', 'always'], { env: { NO_COLOR: '' } })
    expect(colored.out).toContain('\u001b[')
  })

  it('cannot be made to move the cursor or forge a line', async () => {
    const hostile = unsigned({ alg: 'none', kid: '\u001b[2J\r\n::error::forged', typ: '\u202eTWJ' }, { sub: '</script><img src=x onerror=alert(1)>', iss: '\u009b31m\u2066x' })
    const { formats } = await import('../../src/reporters/index.ts')
    for (const format of formats) {
      const { out, err } = await authlint(['jwt', hostile, ...now, '--format', format])
      expect(out + err, format).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      expect(out.split('\n').filter((line) => line.startsWith('::error::forged')), format).toEqual([])
    }
  })

  it('goes into files, whole, and several formats at once', async () => {
    const json = temporary('report.json')
    const other = temporary('other.txt')
    const outcome = await authlint(['jwt', hmac('secret'), ...now, '--format', `json=${json}`, '--format', `compact=${other}`])
    expect(outcome.status).toBe(1)
    expect((JSON.parse(readFileSync(json, 'utf8')) as Report).findings.length).toBeGreaterThan(0)
    expect(readFileSync(other, 'utf8')).toContain('jwt/weak-secret')
    expect(outcome.out).toContain('jwt/weak-secret')
    const unwritable = await authlint(['jwt', hmac('secret'), '--output', '/nowhere/report.txt', ...now])
    expect(unwritable.status).toBe(3)
    expect(unwritable.err).toContain('cannot write')
  })

  it('ends quietly when its reader goes away', async () => {
    const tokens = temporary('many.txt', `${rs256()}\n`.repeat(3000))
    const { err } = await shell(`authlint jwt @${tokens} --format ndjson | head -n 1`)
    expect(err).toBe('')
  })

  it('has the same status in every format', async () => {
    const { formats } = await import('../../src/reporters/index.ts')
    for (const [token, words, status] of [
      [rs256(), ['--key', keyFile], 0],
      [hmac('secret'), [], 1],
      ['nothing', [], 3],
    ] as const) {
      const got = await Promise.all(formats.map(async (format) => (await authlint(['jwt', token, ...words, ...now, '--format', format])).status))
      expect(got).toEqual(formats.map(() => status))
    }
  })

  it('warns once of a secret on the command line', async () => {
    const { err } = await authlint(['jwt', hmac('secret'), '--secret', 'some literal secret', ...now])
    expect(err.match(/shell history/g)).toHaveLength(1)
  })

  it('answers --version and --help', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
    expect(await authlint(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' })
    for (const words of [['--help'], ['jwt', '--help'], ['cookie', '-h'], ['help', 'jwt']]) {
      const { status, out } = await authlint(words)
      expect([status, out.includes('Examples:')]).toEqual([0, true])
    }
  })
})

