import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { matchesPattern } from '../../src/core/pattern.ts'
import { knownNames } from '../../src/cookie/names.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { cookieRole, isSensitive } from '../../src/cookie/role.ts'
import { cookieRoles, type RoleName } from '../../src/core/cookie-roles.ts'
import { looksRandom } from '../../src/cookie/value-shape.ts'

const role = (header: string, roles?: Record<string, RoleName>) =>
  cookieRole(parseSetCookie(Excerpt.of(new Source('test', header))), roles && new Map(Object.entries(roles)))

describe('a role that the user gave', () => {
  it('is certain, whatever the name says', () => {
    expect(role('PHPSESSID=x', { PHPSESSID: 'preference' })).toMatchObject({ role: 'preference', confidence: 'certain', reason: 'you said so' })
  })
  it('goes by pattern, and by the exact name before the pattern', () => {
    expect(role('app-sid=x', { 'app-*': 'session' }).role).toBe('session')
    expect(role('app-sid=x', { 'app-*': 'session', 'app-sid': 'csrf' }).role).toBe('csrf')
    expect(role('other=x', { 'app-*': 'session' }).role).toBe('other')
  })
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
    ['csrftoken=x', 'csrf', 'django'],
    ['XSRF-TOKEN=x', 'csrf', undefined],
    ['_xsrf=x', 'csrf', 'tornado'],
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
