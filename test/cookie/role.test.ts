import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { matchesPattern } from '../../src/core/pattern.ts'
import { knownNames } from '../../src/cookie/names.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { cookieRole, isSensitive, roleAmong } from '../../src/cookie/role.ts'
import { cookieRoles, type RoleName } from '../../src/core/cookie-roles.ts'
import { looksRandom } from '../../src/cookie/value-shape.ts'

const role = (header: string, roles?: Record<string, RoleName>) =>
  cookieRole(parseSetCookie(Excerpt.of(new Source('test', header))), roles && new Map(Object.entries(roles)))

describe('a role that the user gave', () => {
  it('is certain, whatever the name says', () => {
    expect(role('PHPSESSID=x', { PHPSESSID: 'preference' })).toMatchObject({ role: 'preference', confidence: 'certain', reason: 'you said so' })
  })
  it('goes by pattern, and by the exact name before the pattern', () => {
    expect(role('app-sid=x', { 'app-*': 'preference' }).role).toBe('preference')
    expect(role('app-sid=x', { 'web-*': 'csrf', 'app-*': 'preference', '*': 'analytics' }).role).toBe('preference')
    expect(role('app-sid=x', { 'app-*': 'preference', 'app-sid': 'csrf' }).role).toBe('csrf')
    expect(role('other=x', { 'app-*': 'session' }).role).toBe('other')
  })
})

it('is sensitive where whoever holds the value is the user', () => {
  expect(cookieRoles.filter((name) => isSensitive({ role: name }))).toEqual(['session', 'auth', 'refresh', 'remember'])
})

describe('a pattern', () => {
  it.each([
    ['a*', 'a', true],
    ['*', '', true],
    ['a*b*c', 'aXbYc', true],
    ['a*b*c', 'abc', true],
    ['a*b', 'a', false],
    ['ab*b', 'ab', false],
    ['XSRF-*', 'xsrf-token', false],
    ['sid', 'sid', true],
    ['a.c', 'abc', false],
    ['*b*b', 'ab', false],
  ])('%s on %s: %s', (pattern, text, matches) => expect(matchesPattern(pattern, text)).toBe(matches))

  it('is linear on hostile input', () => {
    const start = process.cpuUsage().user
    matchesPattern('*a'.repeat(200) + 'b', 'a'.repeat(100_000))
    expect(process.cpuUsage(undefined).user - start).toBeLessThan(5_000_000)
  })
})

// Names from the frameworks' own documentation; values made here, in the form those frameworks write.
const uuid = '4c66e474-3f5a-43ed-8e48-cc1d8cb1d1c8'
const random = 'k7Qx2mPz9RtL4vWn8YbC3dFg'
const signedByExpress = `s%3Ax${random}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE`
const jwt = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"sub":"1"}').toString('base64url')}.c2lnbmF0dXJl`

// Sealed for this test by @hapi/iron 7.0.1.
const iron = 'Fe26.2*1*c7699c2619e1b979069c7bae61ef900cd8aa46b20abe9cc0a2b63855883c6ff8*RZ8F9FBsblYP9wybxUrw6g*vS0RuekwoHw8ZivNa7p7rA*1795239168154*05c40233c4f2332acc6b4862716f7a61d374ec09c5f4ce9c14801df889b0e6e7*ESnRbM9-QsW_LVsS0gb1dGeSMgHJ84ZpBK1fmUAlP3w'

describe('names that programs publish', () => {
  it.each<[string, RoleName, string | undefined]>([
    [`connect.sid=${signedByExpress}`, 'session', 'express'],
    ['_interaction=dRDHz9WqqJpEYb2bZ4yYzNnCqXW8mAm7wPfS1tYvQ6k; HttpOnly', 'transaction', undefined],
    ['PHPSESSID=i56kgbsq9rm8ndg3qbarhsbm27', 'session', 'php'],
    [`__Host-PHPSESSID=${random}`, 'session', 'php'],
    ['JSESSIONID=randomid', 'session', 'java'],
    [`SESSION=${uuid}`, 'session', 'spring'],
    [`SESSION=${signedByExpress}`, 'session', 'express'],
    ['sessionid=fht4r0uy2lqzerxqapp0sqmp7okgyk1a', 'session', 'django'],
    ['ASP.NET_SessionId=3ocslggtk4cdz54unbdnm25o', 'session', 'aspnet'],
    ['ASPSESSIONIDQQCSTDRS=BLAHABCDEFGHIJKL', 'session', 'aspnet'],
    ['.AspNetCore.Identity.Application=x', 'session', 'aspnet-core'],
    ['__Secure-next-auth.session-token=x', 'session', 'nextauth'],
    ['__Secure-authjs.session-token.0=x', 'session', 'nextauth'],
    ['sb-abcdefgh-auth-token=x', 'session', 'supabase'],
    ['sb-abcdefgh-auth-token-code-verifier=x', 'transaction', 'supabase'],
    [`SESS${'0123456789abcdef'.repeat(2)}=x`, 'session', 'drupal'],
    [`wordpress_logged_in_${'0123456789abcdef'.repeat(2)}=x`, 'session', 'wordpress'],
    ['_gitlab_session=x', 'session', 'rails'],
    ['remember_web_59ba36addc2b2f9401580f014c7f58ea4e30989d=x', 'remember', 'laravel'],
    [`__Secure-better-auth.session_token=${random}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE%3D`, 'session', 'better-auth'],
    [`better-auth.account_data=${random}`, 'auth', 'better-auth'],
    ['shop.dont_remember=true.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE%3D', 'preference', 'better-auth'],
    [`koa.sess=${random}`, 'session', 'koa'],
    ['koa.sess.sig=yIUynYMA5NxnxfOOj1VOzQzi680; HttpOnly', 'other', undefined],
    ['connect.sid.sig=yIUynYMA5NxnxfOOj1VOzQzi680; HttpOnly', 'other', undefined],
    ['csrftoken=x', 'csrf', 'django'],
    ['XSRF-TOKEN=x', 'csrf', undefined],
    ['_xsrf=x', 'csrf', 'tornado'],
    [`crumb=${random}; HttpOnly`, 'csrf', undefined],
    [`bell-github=${random}; HttpOnly`, 'transaction', undefined],
    ['.AspNetCore.Antiforgery.1vbe=CfDJ8x', 'csrf', 'aspnet-core'],
    ['__Host-next-auth.csrf-token=x', 'csrf', 'nextauth'],
    ['.AspNetCore.Correlation.abc=N', 'transaction', 'aspnet-core'],
    ['refresh_token=x', 'refresh', undefined],
    ['access_token=x', 'auth', undefined],
    ['AWSALB=x', 'infrastructure', undefined],
    ['BIGipServer~CUIT~pool=1764244352.20480.0000', 'infrastructure', undefined],
    ['ltm_api.example.com=1073719488.36895.0000', 'infrastructure', undefined],
    ['TS01b203e7=x', 'infrastructure', undefined],
    ['heroku-session-affinity=x', 'infrastructure', undefined],
    ['__cf_bm=x', 'infrastructure', undefined],
    ['_ga_ABC123=x', 'analytics', undefined],
    ['theme=dark', 'preference', undefined],
    ['__stripe_sid=8f2c1d3e-0b4a-4c5d-9e6f-7a8b9c0d1e2f4a5b6c', 'analytics', undefined],
    ['KEYCLOAK_SESSION=2dF7hQ9xL1mR4tV6wY8zB0cD3eG5jK7n', 'other', 'keycloak'],
    ['KEYCLOAK_IDENTITY=x', 'session', 'keycloak'],
    ['LastMRH_Session=1a2b3c4d; HttpOnly', 'infrastructure', undefined],
    ['mage-cache-sessid=true', 'preference', undefined],
  ])('%s', (header, expected, framework) => {
    const found = role(header)
    expect({ role: found.role, framework: found.framework }).toEqual({ role: expected, framework })
    expect(found.confidence).not.toBe('tentative')
  })

  it('are data with a source, and each row is reachable', () => {
    for (const row of knownNames) {
      expect(row.source.length).toBeGreaterThan(3)
      const plain = row.names.filter((name): name is string => typeof name === 'string')
      for (const name of plain) expect([name, role(`${name.replaceAll('*', 'x9')}=v`).role]).toEqual([name, row.role])
    }
  })
})

describe('words in a name', () => {
  it.each<[string, RoleName]>([
    ['mySessionId', 'session'],
    ['MY_APP_SESSION', 'session'],
    ['user-session', 'session'],
    ['bangoSession', 'session'],
    ['SESSIONID_SAMESITE_STRICT', 'session'],
    ['user_token', 'auth'],
    ['appRefreshToken', 'refresh'],
    ['auth_remember', 'remember'],
    ['my-csrf-token', 'csrf'],
    ['login_state_pkce', 'transaction'],
    ['_session__Id_', 'session'],
    ['app--refresh..token', 'refresh'],
  ])('%s=abc is %s, a guess', (name, expected) => {
    const found = role(`${name}=abc`)
    expect(found.role).toBe(expected)
    expect(found.confidence).toBe(expected === 'csrf' ? 'firm' : 'tentative')
  })

  it('become firm with a random-looking value', () => {
    expect(role(`mySessionId=${random}`)).toMatchObject({ role: 'session', confidence: 'firm', reason: 'from its name mySessionId and a random-looking value' })
  })

  // Where substring matching and "every long value is a session" go wrong.
  it.each(['assessment_id', 'session_banner_closed', 'sessionTimeout', 'session_start', 'possess', 'asessionid', 'isControlGroupValidated', 'auth_method', 'login_hint', 'token_expires', 'authors', 'inside', 'residue'])(
    '%s is no session',
    (name) => {
      expect(isSensitive(role(`${name}=1`))).toBe(false)
      expect(isSensitive(role(`${name}=accepted-on-the-first-of-november-by-everyone`))).toBe(false)
    },
  )
})

describe('a name and a value', () => {
  it.each<[string, RoleName, string, string]>([
    // A published name stays as sure as it is; one that an application chose becomes surer.
    [`PHPSESSID=${random}`, 'session', 'certain', 'from its name PHPSESSID (PHP) and a random-looking value'],
    [`my_session=${random}`, 'session', 'firm', 'from its name my_session and a random-looking value'],
    ['my_session=ada', 'session', 'tentative', 'from its name my_session'],
    [`login_state_pkce=${random}`, 'transaction', 'firm', 'from its name login_state_pkce and a random-looking value'],
    ['login_state_pkce=7', 'transaction', 'tentative', 'from its name login_state_pkce'],
    [`my-csrf-token=${random}`, 'csrf', 'firm', 'from its name my-csrf-token'],
    // BIG-IP writes address and port of a server so (F5 K6917).
    ['app=1677787402.36895.0000', 'infrastructure', 'firm', 'from its value, which names a server behind a load balancer'],
    ['theme=1677787402.36895.0000', 'preference', 'firm', 'from its name theme'],
    [`data=${jwt}`, 'auth', 'firm', 'from its value, which is a JWT'],
    [`lang_pack=${jwt}`, 'preference', 'tentative', 'from its name lang_pack'],
    ['xyz=1', 'other', 'tentative', 'nothing tells what it is for'],
  ])('%s', (header, expected, confidence, reason) => {
    const { role: found, confidence: sure, reason: why } = role(header)
    expect([found, sure, why]).toEqual([expected, confidence, reason])
  })

  it('tell the owner of a published name, and nobody of another', () => {
    expect(role(`PHPSESSID=${random}`)).toStrictEqual({ role: 'session', confidence: 'certain', reason: 'from its name PHPSESSID (PHP) and a random-looking value', framework: 'php', owner: 'PHP' })
    expect(role('xyz=1')).toStrictEqual({ role: 'other', confidence: 'tentative', reason: 'nothing tells what it is for' })
    // In another case it may be somebody else's.
    expect(role(`phpsessid=${random}`)).toStrictEqual({ role: 'session', confidence: 'firm', reason: 'from its name phpsessid and a random-looking value' })
    for (const name of ['__Host-phpsessid', 'PhpSessId', 'PHPSessID']) expect(role(`${name}=x`), name).toMatchObject({ role: 'session', confidence: 'firm' })
    for (const name of ['Token', 'RT', 'Frontend']) expect(role(`${name}=x`).confidence, name).toBe('tentative')
    // A name that is certain says whose settings count, whatever library wrote the value.
    expect(role(`PHPSESSID=${signedByExpress}`).framework).toBe('php')
  })
})

describe('value', () => {
  it('that is a JWT makes a token', () => {
    expect(role(`data=${jwt}`)).toMatchObject({ role: 'auth', confidence: 'firm' })
    expect(role(`data=Bearer%20${jwt}`).role).toBe('auth')
    expect(role(`refresh_token=${jwt}`).role).toBe('refresh')
    expect(role(`cf_clearance=${jwt}`).role).toBe('infrastructure')
  })
  it('that is random makes a session only together with HttpOnly', () => {
    expect(role(`xyz=${random}`).role).toBe('other')
    expect(role(`xyz=${random}; HttpOnly`)).toMatchObject({ role: 'session', confidence: 'firm', reason: 'from a random-looking value together with HttpOnly' })
    expect(role(`visitorId=${uuid}; HttpOnly`).role).toBe('analytics')
    expect(role(`lang_pack=${random}; HttpOnly`).role).toBe('preference')
  })
  // Values by the programs themselves: @fastify/session 11.1, better-auth 1.6, @fastify/secure-session 8.4, @hapi/iron 7.0. React Router signs as Fastify does.
  it.each([
    ['id=wQ9JwCfXR1H4JKhRpNhxteMf_qt2P69J.X7FKGrsnE9XKYlhVuuNUDlOJuTKGVz6of7vnfYXo1Do; HttpOnly', 'fastify'],
    ['id=eyJ1c2VyIjoiYWRhIn0.X7FKGrsnE9XKYlhVuuNUDlOJuTKGVz6of7vnfYXo1Do; HttpOnly', undefined],
    ['id=goV4BHVooSL61tsOrQ7h6bHqruPBb67J.GyQuBQzGa%2FqRYUuHmklsTAcSLXkkWheHeptPeLlUZXo%3D; HttpOnly', 'better-auth'],
    ['id=akYVNbzMVmQIAG%2BiWlb1n1qq3pdd46E1TtgwMK61DaiVN4c9lPLlM0sxy6mg3QbC%3B36z5CFFtzrIdR%2Bj48FhnT1mVAScWf9v0; HttpOnly', 'fastify-secure-session'],
    // Hono pads as well, and signs whatever it is given.
    ['id=1f8b0800c0ffee1f8b0800c0ffee1f8b.GyQuBQzGa%2FqRYUuHmklsTAcSLXkkWheHeptPeLlUZXo%3D; HttpOnly', undefined],
    [`id=${iron}~2; HttpOnly`, 'iron-session'],
    [`id=${iron}; HttpOnly`, undefined],
  ])('%s shows who made it', (header, framework) => expect(role(header)).toEqual({ role: 'session', confidence: 'firm', reason: expect.stringContaining('together with HttpOnly') as string, ...(framework ? { framework } : {}) }))
  it.each([`app=s%3A${random}-x_${random.slice(0, 5)}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE`, `app=${iron}`])('%s is as session libraries write it, with HttpOnly or without', (header) => {
    expect(role(header)).toMatchObject({ role: 'session', confidence: 'firm', reason: expect.stringContaining('as session libraries write it') as string })
    expect(role(`${header}; HttpOnly`)).toMatchObject({ role: 'session', confidence: 'firm' })
    expect(role(header.replace('app', 'visitor')).role).toBe('analytics')
  })
  it('that is merely long makes nothing', () => {
    expect(role(`cart=${'item-shoes-and-socks,'.repeat(4)}; HttpOnly`).role).toBe('other')
    expect(role('seen=1640995200123456789012345678; HttpOnly').role).toBe('other')
  })
  it.each([
    [random, true],
    [uuid, true],
    ['fht4r0uy2lqzerxqapp0sqmp7okgyk1a', true],
    ['31d4d96e407aad42', true],
    ['00000000-0000-0000-0000-000000000000', false],
    ['1640995200123456', false],
    ['CheckForPermission', false],
    ['2026-11-20T18:00:00Z', false],
    ['https%3A%2F%2Fexample.com%2Faccount%2Fsettings', false],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', false],
    ['internationalization', false],
  ])('%s looks random: %s', (value, expected) => expect(looksRandom(value)).toBe(expected))
})

describe('the message around a cookie', () => {
  const among = (header: string, { beside = [], answersLogin = false }: { beside?: readonly string[]; answersLogin?: boolean } = {}) => {
    const parse = (text: string) => parseSetCookie(Excerpt.of(new Source('test', text)))
    const parsed = parse(header)
    return roleAmong(cookieRole(parsed), parsed, { siblings: [parsed, ...beside.map(parse)], answersLogin })
  }
  const signed = 'app.sig=yIUynYMA5NxnxfOOj1VOzQzi680'

  it.each([
    ['app=CfDJ8KxYf0Q9kM3zT7pWv2', 'session', 'firm', 'from an encrypted value in the answer to a login'],
    [`app=s%3A${random}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE`, 'session', 'firm', 'from a signed value in the answer to a login'],
    [`app=${random}`, 'session', 'tentative', 'from a random-looking value in the answer to a login'],
    // What a page shows once is signed as well, and what Hono is told to sign.
    ['seen=1.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE%3D', 'other', 'tentative', 'nothing tells what it is for'],
    ['app=s%3Awelcome.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE', 'other', 'tentative', 'nothing tells what it is for'],
    ['app=hello', 'other', 'tentative', 'nothing tells what it is for'],
    [`visitor=${random}`, 'analytics', 'tentative', 'from its name visitor'],
    [`my-csrf-token=${random}`, 'csrf', 'firm', 'from its name my-csrf-token'],
    [`opbs=${random}`, 'other', 'firm', 'from its name opbs (an OpenID provider)'],
  ])('%s in the answer to a login: %s', (header, expected, confidence, reason) => {
    expect(among(header, { answersLogin: true })).toMatchObject({ role: expected, confidence, reason })
    expect(among(header)).toEqual(role(header))
  })

  it('adds nothing where there is nothing, and makes no second role of one', () => {
    for (const header of ['app=hello', `app=${random}`, `PHPSESSID=${random}`]) {
      const parsed = parseSetCookie(Excerpt.of(new Source('test', header)))
      const before = cookieRole(parsed)
      expect(roleAmong(before, parsed, { siblings: [parsed] })).toBe(before)
      if (before.owner !== undefined) expect(roleAmong(before, parsed, { siblings: [parsed], answersLogin: true })).toBe(before)
    }
    expect(among(`app=${random}`, { answersLogin: true })).toStrictEqual({ role: 'session', confidence: 'tentative', reason: 'from a random-looking value in the answer to a login' })
    expect(among('app=eyJ1c2VyIjoiYWRhIn0=', { answersLogin: true }).framework).toBeUndefined()
  })

  it.each([
    ['{"_expire":1795320150793}', 'koa'],
    ['{"_maxAge":86400000}', 'koa'],
    ['{"_session":true}', 'koa'],
    ['{"views":1}', 'cookie-session'],
    ['[1,2]', undefined],
  ])('that signs %s is of %s', (json, framework) => expect(among(`app=${Buffer.from(json).toString('base64')}`, { beside: [signed] }).framework).toBe(framework))

  it('that signs it shows whose library does, and at a login what it is for', () => {
    // {"user":"ada"}, and what koa-session 7 adds
    const [plain, koa] = ['app=eyJ1c2VyIjoiYWRhIn0=', `app=${Buffer.from('{"user":"ada","_expire":1795320150793,"_maxAge":86400000}').toString('base64')}`]
    expect(among(plain, { beside: [signed] })).toMatchObject({ role: 'session', confidence: 'tentative', reason: 'from a value that the cookie beside it signs', framework: 'cookie-session' })
    expect(among(koa, { beside: [signed] })).toMatchObject({ role: 'session', framework: 'koa' })
    expect(among(`app=${uuid}`, { beside: [signed] })).toEqual({ role: 'session', confidence: 'tentative', reason: 'from a value that the cookie beside it signs' })
    expect(among('app=dark', { beside: [signed] })).toMatchObject({ role: 'other' })
    expect(among('app=dark', { beside: [signed], answersLogin: true })).toMatchObject({ role: 'other' })
    expect(among('app={"theme":"dark"}', { beside: [signed] })).toMatchObject({ role: 'other' })
    expect(among(`visitor=${uuid}`, { beside: [signed.replace('app', 'visitor')] })).toMatchObject({ role: 'analytics' })
    expect(among(plain, { beside: [signed], answersLogin: true })).toMatchObject({ role: 'session', confidence: 'firm' })
    expect(among(plain, { beside: [signed.replace('app', 'other')], answersLogin: true }).confidence).toBe('tentative')
  })
})

it('says what it concludes from', () => {
  expect(role(`connect.sid=${signedByExpress}`).reason).toBe('from its name connect.sid (Express) and a signed value')
  expect(role('theme=dark').reason).toBe('from its name theme')
})

it('copes with names that objects have', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) expect(role(`${name}=x`).role).toBe('other')
})

it('knows every role it hands out', () => {
  for (const row of knownNames) expect(cookieRoles).toContain(row.role)
})
