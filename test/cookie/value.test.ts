import { describe, expect, it } from 'vitest'
import { describeValue, isRedacted, readableContent } from '../../src/cookie/value.ts'
import { Excerpt, Source } from '../../src/core/location.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { corpus } from '../corpus.ts'

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64')
const base64url = (text: string) => Buffer.from(text, 'latin1').toString('base64url')
const jwt = `${base64url('{"alg":"ES256"}')}.${base64url('{"sub":"1"}')}.c2ln`
const signature27 = '4UN0x7heYckIZW5HEAd2F8qAVas'
const signature43 = 'B4K16FiQxA8N/yvjqzv/fFePgQlJGXiwmm2oRjXzQow'

describe('containers', () => {
  it.each([
    ['', 'empty'],
    ['""', 'empty'],
    [jwt, 'jwt'],
    [`Bearer%20${jwt}`, 'jwt'],
    [`Bearer ${jwt}`, 'jwt'],
    [`"${jwt}"`, 'jwt'],
    [base64(jwt), 'jwt'],
    [`${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVy.dGFn`, 'jwe'],
    ['{"a":1}', 'json'],
    ['%7B%22a%22%3A1%7D', 'json'],
    ['%257B%2522a%2522%253A1%257D', 'json'],
    // Python's http.cookies writes a comma as three octal digits.
    ['"{\\"a\\": 1\\054 \\"b\\": 2}"', 'json'],
    ['j%3A%7B%22a%22%3A1%7D', 'json'],
    [base64('{"a":"ÿþ"}'), 'json'],
    [base64url('[1,2,3]'), 'json'],
    // Supabase
    [`base64-${base64url('{"access_token":"x"}')}`, 'json'],
    ['a=1&b=2', 'pairs'],
    ['a%3D1%26b%3D2', 'pairs'],
    // An example of RFC 9562, appendix A.3
    ['919108f7-52d1-4320-9bac-f847db4148a8', 'uuid'],
    // The example of the ULID specification; a time of the year 8,000 and more is none.
    ['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'ulid'],
    ['71ARZ3NDEKTSV4RRFFQ69G5FAV', 'text'],
    // The example in the KSUID readme
    ['0ujtsYcgvSTl8PAuAdqWYSMnLOv', 'ksuid'],
    ['12345', 'integer'],
    ['-42', 'integer'],
    ['1795197600', 'time'],
    ['1795197600123', 'time'],
    [base64('1795197600'), 'time'],
    ['76667dc1e203e078b760b5d9c1b575df', 'hex'],
    ['M5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y', 'base64'],
    ['fht4r0uy2lqzerxqapp0sqmp7okgyk1a', 'text'],
    ['hello world', 'text'],
    // The words of these look like base64 and are none.
    ['CheckForPermission', 'text'],
    ['deleted', 'text'],
    ['100%', 'text'],
    // ASP.NET Core Data Protection, Fernet, iron
    ['CfDJ8KxYf0Q9kM3z', 'encrypted'],
    [`gAAAAABl${'x'.repeat(96)}`, 'encrypted'],
    ['Fe26.2**0cdd6074*a*b', 'encrypted'],
    // As @fastify/secure-session 8.4 writes it: ciphertext and nonce
    ['akYVNbzMVmQIAG%2BiWlb1n1qq3pdd46E1TtgwMK61DaiVN4c9lPLlM0sxy6mg3QbC%3B36z5CFFtzrIdR%2Bj48FhnT1mVAScWf9v0', 'encrypted'],
    ['red%3Bgreen', 'text'],
    // Rails 5.2 and later: data, vector, tag
    ['8%2F6TddXKqUG7vRsPJEy%2FcM7c--Y2lwaGVydGV4dDEy--dGFnLXRhZy10YWctdGFnLQ%3D%3D', 'encrypted'],
  ])('%s is %s', (value, kind) => {
    expect(describeValue(value).shape.kind).toBe(kind)
  })

  it.each([
    ['O:8:"stdClass":1:{s:1:"a";i:1;}', 'PHP'],
    [encodeURIComponent('O:8:"stdClass":1:{s:1:"a";i:1;}'), 'PHP'],
    [base64('O:8:"stdClass":1:{s:1:"a";i:1;}'), 'PHP'],
    ['a:1:{s:4:"user";i:42;}', 'PHP'],
    ['rO0ABXNyABFqYXZhLmxhbmcuSW50ZWdlcg==', 'Java'],
    ['aced0005737200116a6176612e6c616e672e496e7465676572', 'Java'],
    ['AAEAAAD/////AQAAAAAAAAAGAQAAAARhYmNkCw==', '.NET BinaryFormatter'],
    // pickle.dumps({'user': 42}) with protocols 4 and 2
    ['gASVDgAAAAAAAAB9lIwEdXNlcpRLKnMu', 'Python pickle'],
    ['gAJ9cQBYBAAAAHVzZXJxAUsqcy4=', 'Python pickle'],
    // Marshal.dump({"user" => 42})
    ['BAh7BkkiCXVzZXIGOgZFVGkv', 'Ruby Marshal'],
    ['/wEPDwUKLTEyMzQ1Njc4OQ==', 'ASP.NET ViewState'],
  ])('%s is a %s object', (value, format) => {
    expect(describeValue(value).shape).toEqual({ kind: 'serialized', format })
  })

  it.each(['rO0AB', 'rO0ABXNy', 'a:0:{}', 'O:8:"a"', 'O:8:"stdClassic":1:{s:1:"a";i:1;}', 'BAh7', 'gASV', 'a:b', 's:5:"hello";', 'AAEAAAD/////', '/wEP'])(
    '%s is too little for a serialised object',
    (value) => expect(describeValue(value).shape.kind).not.toBe('serialized'),
  )
})

describe('framework signatures', () => {
  it.each([
    [`s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.${encodeURIComponent(signature43)}`, 'cookie-signature', 'base64'],
    [`s:j:{"a":1}.${signature43}`, 'cookie-signature', 'json'],
    [`M5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.${signature43}%3D`, 'cookie-signature', 'base64'],
    [`eyJ1c2VyIjo0Mn0.awCejw.${signature27}`, 'itsdangerous', 'json'],
    [`.eJyrViotTi1SsjIx0lGqULJSSkxKHnJIqRYAMKpJ6g.awCejw.${signature27}`, 'itsdangerous', 'compressed'],
    [`eyJfYXV0aF91c2VyX2lkIjoiNDIifQ:1xUUEJ:2ZMUFtgxEK_jOvIS23c0U2zUoU6OOC5gvdQ8upH1PHQ`, 'django', 'json'],
    [`17:1xUUEJ:${signature27}`, 'django', 'integer'],
    ['BAhpMg==--2c1c6906c90a3bc4fd54a51ffb41dffa4bf6b5f7', 'message-verifier', 'base64'],
    ['BAh7BkkiCXVzZXIGOgZFVGkv--2c1c6906c90a3bc4fd54a51ffb41dffa4bf6b5f7', 'message-verifier', 'serialized'],
    ['ZS9ZZ1R4cG1pcUJ1bm80anhQang3dz09LS1mbDZDSU5scGdOT3ltQ2dTdlhSdWpRPT0%3D--ab54663c9f4e3bc340c790d6d2b71e92f5b60315', 'message-verifier', 'encrypted'],
    ['2c1c6906c90a3bc4fd54a51ffb41dffa4bf6b5f7-user=42&x=1', 'play', 'pairs'],
    [`${'0f'.repeat(32)}a:2:{i:0;s:1:"a";i:1;s:1:"b";}`, 'yii2', 'serialized'],
    [`"2|1:0|10:1795202703|4:user|4:NDI=|${'0f'.repeat(32)}"`, 'tornado', 'text'],
  ])('%s is signed as by %s', (value, scheme, kind) => {
    const { signed, shape } = describeValue(value)
    expect([signed?.scheme, shape.kind]).toEqual([scheme, kind])
  })

  it('looks through the envelope of Rails', () => {
    const message = base64('{"user":42}')
    const value = `${base64(JSON.stringify({ _rails: { message, exp: null, pur: 'cookie.user' } }))}--${'0f'.repeat(20)}`
    expect(readableContent(describeValue(value))).toEqual({ user: 42 })
    const data = `${base64('{"_rails":{"data":{"user":42},"pur":"cookie.user"}}')}--${'0f'.repeat(20)}`
    expect(readableContent(describeValue(data))).toEqual({ user: 42 })
  })

  it('takes a token for a token, not for a Flask session', () => {
    expect(describeValue(`${base64url('{"alg":"HS256"}')}.eyJhIjox.${signature27}`).shape.kind).toBe('jwt')
    expect(describeValue(`${base64url('{"user":"alg"}')}.awCejw.${signature27}`).signed?.scheme).toBe('itsdangerous')
  })
})

describe('framing around ids', () => {
  it.each([
    ['C0D66C19173B3491D862B8FDBFD72FD7.test3e', 'C0D66C19173B3491D862B8FDBFD72FD7'],
    ['node0187gqx3v1pvm8xiosluw7o11e2.node0', '187gqx3v1pvm8xiosluw7o11e2'],
    ['tFdwKcnc3vXGZkDN9JzX4Sf1mtBAXpMN_NlJ1lyFu6htkSPSZqKG!-2117556153!saswcvzczap08!5164!-1', 'tFdwKcnc3vXGZkDN9JzX4Sf1mtBAXpMN_NlJ1lyFu6htkSPSZqKG'],
    ['0000kLxQ8rN5jV2mW7pYtZ3bCfD:15b7v2k3p', '0000kLxQ8rN5jV2mW7pYtZ3bCfD'],
    ['0000kLxQ8rN5jV2mW7pYtZ3bCfD-rt4:-1', '0000kLxQ8rN5jV2mW7pYtZ3bCfD'],
    ['sess_abc123', 'abc123'],
    ['s_8f13f2', '8f13f2'],
    ['session:8f13f2a0', '8f13f2a0'],
  ])('%s holds %s', (value, id) => expect(describeValue(value).text).toBe(id))

  it.each(['sessional', 'tokenize', 'alice:secret123', 'administrator:hunter2', 'user@example.com', 'abXy_Kj74IJOe9sPq2', '1.2.3', 'v1.2'])('%s is left as it is', (value) =>
    expect(describeValue(value).text).toBe(value),
  )
})

describe('what can be read', () => {
  it.each([
    ['%7B%22a%22%3A1%7D', { a: 1 }],
    ['a=1&b=x%20y', { a: '1', b: 'x y' }],
    [jwt, { sub: '1' }],
    ['Z%C3%BCrich', 'Zürich'],
    ['76667dc1e203e078b760b5d9c1b575df', undefined],
    ['CfDJ8KxYf0Q9kM3z', undefined],
  ])('%s', (value, content) => expect(readableContent(describeValue(value))).toEqual(content))
})

describe('isRedacted', () => {
  it.each(['<value>', '(36 characters)', '[REDACTED]', 'redacted', 'xxxx', '****', '...', '{token}', '-removed-'])('%s is no value', (text) => expect(isRedacted(text)).toBe(true))
  it.each(['abc123', 'x', '', '{"a":1}', 'removed-user', 'maskedman'])('%s is a value', (text) => expect(isRedacted(text)).toBe(false))
})

describe('robustness', () => {
  const parse = (header: string) => parseSetCookie(Excerpt.of(new Source('test', header, { octets: true })))

  it('looks at a cookie once', () => {
    const parsed = parse('a=eyJhIjoxfQ==')
    expect(parsed.decoded).toBe(parsed.decoded)
  })

  it.each(['%25', '"\\', 'a.', '!a', ':-1', 'eyJ', '.', '--', 'A', '=', '&', '{"a":', 'Bearer ', 's:', '|', '_'])('gives no more than it got of 20,000 repetitions of %s', (piece) => {
    const value = piece.repeat(20_000)
    expect(describeValue(value).text.length).toBeLessThanOrEqual(value.length)
  })

  const rows = corpus<{ setCookie: string }>('cookies-realworld.ndjson')
  it.skipIf(!rows)('describes every real cookie', () => {
    const kinds = new Map<string, number>()
    for (const { setCookie } of rows ?? []) {
      const { shape } = parse(setCookie).decoded
      kinds.set(shape.kind, (kinds.get(shape.kind) ?? 0) + 1)
    }
    expect([...kinds.values()].reduce((a, b) => a + b, 0)).toBe(rows?.length)
    // Load balancers, analytics and sessions of that time: hexadecimal, UUIDs, signed and encrypted values are all there.
    for (const kind of ['hex', 'uuid', 'base64', 'encrypted', 'serialized', 'json', 'integer']) expect(kinds.get(kind), kind).toBeGreaterThan(0)
  })
})
