// What opens a door, wherever it stands in a message, and that the same one is one.
import { describe, expect, it } from 'vitest'
import type { Credential } from '../../src/flow/credential-tracks.ts'
import { Flow } from '../../src/flow/flow.ts'
import { recording, type Sent } from '../flows.ts'
import { flowSubjects, testNow, type FlowCase } from '../subjects.ts'
import { goodClaims, hmac } from '../tokens.ts'

const token = 'kJ8sLw02mVq7Rt5yBn3xkJ8sLw02'
const other = 'Zk3vQ9r1T7yLx2Wm8Nc4PbHd0Gs5'
const id = '4V0nHg5kq2J7mP8xYb1RzQ'
const jwt = (more: object = {}, typ = 'JWT') => hmac('k', { ...goodClaims, ...more }, { alg: 'HS256', typ })
const last: Sent = { request: 'GET /end' }

function flowOf(exchanges: readonly Sent[], more: FlowCase = {}): Flow {
  const [flow] = flowSubjects(recording(...exchanges, last), more)
  if (!(flow instanceof Flow)) throw new Error('no flow')
  return flow
}

const kinds = (credentials: readonly Credential[]) => credentials.map(({ kind, issued, sent }) => `${kind} ${[...issued.map(({ place }) => `from ${place}`), ...sent.map(({ place }) => `in ${place}`)].join(', ')}`)
const seen = (...exchanges: readonly Sent[]) => kinds(flowOf(exchanges).credentials)

describe('what a request sends', () => {
  it.each<[string, Partial<Sent>, readonly string[]]>([
    ['Bearer', { fields: [`Authorization: Bearer ${token}`] }, ['access-token in authorization']],
    ['a scheme in small letters', { fields: [`Authorization: bearer ${token}`] }, ['access-token in authorization']],
    ['DPoP', { fields: [`Authorization: DPoP ${token}`] }, ['access-token in authorization']],
    ['a JWT without a scheme', { fields: [`Authorization: ${jwt()}`] }, ['access-token in authorization']],
    ['Basic is a password', { fields: ['Authorization: Basic YWRhOmNvcnJlY3QtaG9yc2U='] }, []],
    ['a field of its own', { fields: [`X-Access-Token: ${token}`] }, ['access-token in header']],
    ['a session cookie', { fields: [`Cookie: theme=dark; sid=${id}`] }, ['session in cookie']],
    ['a JWT in a cookie', { fields: [`Cookie: app=${jwt()}`] }, ['access-token in cookie']],
    ['a refresh cookie', { fields: [`Cookie: refresh_token=${token}`] }, ['refresh-token in cookie']],
    ['cookies for something else', { fields: ['Cookie: _ga=GA1.2.123456789.1795197600; csrftoken=Zk3vQ9r1T7yLx2Wm8Nc4PbHd0Gs5JfaE'] }, []],
    ['an empty cookie', { fields: ['Cookie: sid=; sid2'] }, []],
    ['a form', { body: `grant_type=refresh_token&refresh_token=${token}` }, ['refresh-token in body']],
    ['JSON', { body: { refreshToken: token } }, ['refresh-token in body']],
    ['inner objects', { body: { variables: { input: { refreshToken: token } } } }, ['refresh-token in body']],
    ['the names of Simple JWT', { body: { refresh: jwt({ token_type: 'refresh' }) } }, ['refresh-token in body']],
    ['a word under such a name', { body: { refresh: 'true', access: 'read-only', token: 'abc' } }, []],
    ['a sentence under such a name', { body: { access: 'everybody may read this for 30 days' } }, []],
    ['the URL', { request: `GET /x?access_token=${token}` }, ['access-token in url']],
    ['a session in the path', { request: `GET /x;jsessionid=${id}` }, ['session in url']],
    ['code and state are none', { request: 'GET /callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj0123456789' }, []],
  ])('%s', (_, sent, expected) => expect(seen({ request: 'POST /x', ...sent })).toEqual(expected))
})

describe('what a response hands out', () => {
  it.each<[string, Partial<Sent>, readonly string[]]>([
    ['a cookie', { answer: [`Set-Cookie: sid=${id}; HttpOnly`] }, ['session from cookie']],
    ['a deletion is none', { answer: [`Set-Cookie: sid=${id}; Max-Age=0`] }, []],
    ['a token response', { content: { access_token: token, refresh_token: other, id_token: jwt({ nonce: 'n' }), token_type: 'Bearer' } }, ['access-token from body', 'refresh-token from body', 'id-token from body']],
    ['inner objects', { content: { data: { login: { accessToken: token, refreshToken: other } } } }, ['access-token from body', 'refresh-token from body']],
    ['too far inside', { content: { a: { b: { c: { d: { access_token: token } } } } } }, []],
    ['a redirect', { status: 302, answer: [`Location: /home#access_token=${token}`] }, ['access-token from url']],
    ['a token says itself what it is', { content: { access_token: jwt({ token_use: 'id' }) } }, ['id-token from body']],
  ])('%s', (_, answer, expected) => expect(seen({ request: 'GET /x', ...answer })).toEqual(expected))
})

describe('one credential', () => {
  it.each<[string, readonly Sent[], readonly string[]]>([
    ['in cookie and body', [{ request: 'POST /login', answer: [`Set-Cookie: access_token=${jwt()}; HttpOnly`], content: { access_token: jwt() } }], ['access-token from cookie, from body']],
    ['in a body, then in a field', [{ request: 'POST /login', content: { access_token: token } }, { request: 'GET /me', fields: [`Authorization: Bearer ${token}`] }], ['access-token from body, in authorization']],
    ['in percent-encoding in a cookie', [{ request: 'POST /login', content: { refresh_token: 'aB3/dE6+gH9/jK2+mN5pQ8==' } }, { request: 'POST /refresh', fields: ['Cookie: refresh_token=aB3%2FdE6%2BgH9%2FjK2%2BmN5pQ8%3D%3D'] }], ['refresh-token from body, in cookie']],
    ['in quotes in a cookie', [{ request: 'GET /', fields: [`Cookie: sid="${id}"`] }, { request: 'GET /', fields: [`Cookie: sid=${id}`] }], ['session in cookie, in cookie']],
    ['behind Bearer in a cookie', [{ request: 'GET /', fields: [`Cookie: access_token=Bearer%20${jwt()}`] }, { request: 'GET /', fields: [`Authorization: Bearer ${jwt()}`] }], ['access-token in cookie, in authorization']],
    ['in a body, then in the URL', [{ request: 'POST /login', content: { access_token: 'aB3/dE6+gH9/jK2+mN5pQ8==' } }, { request: 'GET /me?access_token=aB3%2FdE6%2BgH9%2FjK2%2BmN5pQ8%3D%3D' }], ['access-token from body, in url']],
    // OAuth 2.0 Token Revocation (RFC 7009 section 2.1) calls every token `token`.
    ['is what it was handed out as', [{ request: 'POST /login', content: { refresh_token: token } }, { request: 'POST /revoke', body: `token=${token}` }], ['refresh-token from body, in body']],
    ['two are two', [{ request: 'GET /', fields: [`Authorization: Bearer ${token}`] }, { request: 'GET /', fields: [`Authorization: Bearer ${other}`] }], ['access-token in authorization', 'access-token in authorization']],
    ['short ones are told apart by their names', [{ request: 'GET /', fields: ['Cookie: sid=1234567890'] }, { request: 'GET /', fields: ['Cookie: session=1234567890'] }], ['session in cookie', 'session in cookie']],
    ['a percent sign that codes nothing', [{ request: 'GET /', fields: ['Cookie: sid=100%4V0nHg5kq2J7mP8xYb1R%zz'] }, { request: 'GET /', fields: ['Cookie: sid=100%4V0nHg5kq2J7mP8xYb1R%zz'] }], ['session in cookie, in cookie']],
  ])('%s', (_, exchanges, expected) => expect(seen(...exchanges)).toEqual(expected))

  it('has a label that does not show it', () => {
    const flow = flowOf([{ request: 'POST /login', fields: [`Cookie: sid=${id}`], content: { access_token: token, refresh_token: other } }])
    expect(flow.credentials.length).toBe(3)
    for (const { label } of flow.credentials) for (const secret of [id, token, other]) expect(label).not.toContain(secret)
    expect(new Set(flow.credentials.map(({ label }) => label)).size).toBe(3)
  })

  it('has the role that the user gave its cookie', () => {
    const sent = { request: 'GET /', fields: [`Cookie: zz=${id}`] }
    expect(flowOf([sent]).credentials).toEqual([])
    expect(kinds(flowOf([sent], { roles: { zz: 'session' } }).credentials)).toEqual(['session in cookie'])
  })

  it('is known in requests by what the response said of its cookie', () => {
    expect(seen({ request: 'GET /', answer: [`Set-Cookie: zz=${id}; HttpOnly; Secure`] }, { request: 'GET /me', fields: [`Cookie: zz=${id}`] })).toEqual(['session from cookie, in cookie'])
  })
})

describe('the end of a credential', () => {
  const ends = (answer: Partial<Sent>, time: number | undefined = testNow) => flowOf([{ request: 'POST /login', ...(time === undefined ? {} : { time }), ...answer }]).credentials.map(({ expiresAt }) => (expiresAt === undefined ? undefined : expiresAt - testNow))

  it.each<[string, Partial<Sent>, readonly (number | undefined)[]]>([
    ['exp', { content: { access_token: jwt({ exp: testNow + 60 }), expires_in: 3600 } }, [60]],
    ['expires_in', { content: { access_token: token, expires_in: 3600, refresh_token: other } }, [3600, undefined]],
    ['refresh_expires_in of Keycloak', { content: { access_token: token, expires_in: 300, refresh_token: other, refresh_expires_in: 1800 } }, [300, 1800]],
    ['never, at Keycloak', { content: { refresh_token: other, refresh_expires_in: 0 } }, [undefined]],
    ['a number as text', { content: { access_token: token, expires_in: '3600' } }, [3600]],
    ['no number', { content: { access_token: token, expires_in: '1h' } }, [undefined]],
    ['milliseconds since 1970 are no lifetime', { content: { access_token: token, expires_in: 1795197600000 } }, [undefined]],
    ['Max-Age', { answer: [`Set-Cookie: refresh_token=${token}; Max-Age=604800`] }, [604800]],
    ['a cookie of the browser session', { answer: [`Set-Cookie: sid=${id}`] }, [undefined]],
    // RFC 6265bis section 5.5 lets browsers cut lifetimes to 400 days: then the end is the browser's.
    ['two years', { answer: [`Set-Cookie: sid=${id}; Max-Age=63072000`] }, [undefined]],
    ['beside it, not somewhere', { content: { expires_in: 60, data: { access_token: token } } }, [undefined]],
  ])('%s', (_, answer, expected) => expect(ends(answer)).toEqual(expected))

  it('is not known where nobody says what time it is', () => {
    const [access] = flowOf([{ request: 'POST /login', content: { access_token: token, expires_in: 60 } }]).credentials
    expect(access?.expiresAt).toBeUndefined()
  })

  it('is the first that was said', () => {
    const flow = flowOf([
      { request: 'POST /login', time: testNow, content: { access_token: token, expires_in: 60, scope: 'a b' } },
      { request: 'POST /login', time: testNow + 30, content: { access_token: token, expires_in: 60, scope: 'c' } },
    ])
    expect(flow.credentials.map(({ expiresAt, scope }) => [expiresAt, scope])).toEqual([[testNow + 60, 'a b']])
  })
})

describe('a cookie whose name tells nothing', () => {
  const sent = `Cookie: app=${id}${id}`
  const set = (attributes: string) => [`Set-Cookie: app=${id}${id}; Path=/; Secure${attributes}`]
  const password = 'user=ada&password=correct-horse'

  it('stays what it was when it is deleted', () => {
    expect(seen({ request: 'GET /', answer: set('; HttpOnly') }, { request: 'POST /logout', fields: [sent], answer: ['Set-Cookie: app=; Max-Age=0; Path=/; Secure; HttpOnly'] }, { request: 'GET /account', fields: [sent] })).toEqual(['session from cookie, in cookie, in cookie'])
  })

  it.each([
    ['to a password', { request: 'POST /login', body: password }, true],
    ['to a password that was wrong', { request: 'POST /login', body: password, status: 401 }, false],
    ['to an authorization code', { request: 'GET /callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj', status: 302 }, true],
    ['to a search', { request: 'POST /search', body: 'words=password' }, false],
  ])('is a session when it comes in the answer %s', (_, asked, isSession) => {
    expect(seen({ ...asked, answer: set('') }, { request: 'GET /account', fields: [sent] })).toEqual(isSession ? ['session from cookie, in cookie'] : [])
  })
})
