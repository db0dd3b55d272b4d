// All rules about values together: quiet about what programs send by default, in no time about what nobody sends.
import { describe, expect, it } from 'vitest'
import { rules } from '../../src/rules/index.ts'
import { findings as allFindings } from '../cookie/judging.ts'
import type { CookieCase } from '../subjects.ts'

const about = new Set(
  (
    'session-id-low-entropy session-id-predictable contains-pii contains-credentials value-structured serialized-object authz-flag jwt-in-cookie ' +
    'jwt-lifetime-mismatch signed-with-weak-secret load-balancer-address csrf-equals-session placeholder-value'
  )
    .split(' ')
    .map((name) => `cookie/${name}`),
)
/** What they find on one header, of all that `recommended` finds. */
const findings = (header: string, options?: CookieCase) => allFindings(header, options).filter(({ rule }) => about.has(rule))

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const jwe = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..8f13f2a0b1c2d3e4f5a6b7.c3RhdGU.dGFn'

it('names rules that there are', () => expect(rules.filter(({ id }) => about.has(id))).toHaveLength(about.size))

/** Header and how many warnings it deserves. */
const real: readonly (readonly [framework: string, header: string, warnings?: number])[] = [
  ['Express', 'connect.sid=s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4; Path=/; HttpOnly'],
  ['Django', 'sessionid=fht4r0uy2lqzerxqapp0sqmp7okgyk1a; HttpOnly; Max-Age=1209600; Path=/'],
  ['its CSRF token', 'csrftoken=TAjQQQg0VofWBifmxXMCa2SIOBntbL4vIlJJOX7TAqRGNzLTd9ELeV0XU22R9ZEH; Path=/'],
  ['PHP', 'PHPSESSID=ud24vi12os6m7f7g0lpmked4a0; path=/; HttpOnly'],
  ['Tomcat', 'JSESSIONID=BD99F321233AF69593EDF52B123B5BDA; Path=/; HttpOnly'],
  ['Jetty', 'JSESSIONID=node0187gqx3v1pvm8xiosluw7o11e2.node0; Path=/; HttpOnly'],
  ['WebLogic', 'JSESSIONID=tFdwKcnc3vXGZkDN9JzX4Sf1mtBAXpMN_NlJ1lyFu6htkSPSZqKG!-2117556153!1064!-1; Path=/'],
  ['WebSphere', 'JSESSIONID=0000kLxQ8rN5jV2mW7pYtZ3bCfD:15b7v2k3p; Path=/'],
  ['Spring Session', `SESSION=${Buffer.from('4c66e474-3f5a-43ed-8e48-cc1d8cb1d1c8').toString('base64')}; Path=/; HttpOnly`],
  ['ASP.NET', 'ASP.NET_SessionId=3ocslggtk4cdz54unbdnm25o; path=/; HttpOnly'],
  ['ASP.NET Core', '.AspNetCore.Cookies=CfDJ8KxYf0Q9kM3zT5vW7yA1bC2dE3fG4hI5jK6lM7nO8pQ9; path=/; HttpOnly'],
  ['Rails 7', '_app_session=8%2F6TddXKqUG7vRsPJEy%2FcM7c--Y2lwaGVydGV4dDEy--dGFnLXRhZy10YWctdGFnLQ%3D%3D; path=/; HttpOnly'],
  ['Laravel', `laravel_session=${encodeURIComponent(base64({ iv: 'Q1n8Kx0b8m2cQ5tYw9zKdw==', value: 'o3uHn6LeVaGJ7pXf1r0b8g==', mac: '0f'.repeat(32), tag: '' }))}; path=/; httponly`],
  ['Flask', 'session=eyJ1c2VyIjo0Mn0.awCejw.AAAAx7heYckIZW5HEAd2F8qAVas; HttpOnly; Path=/'],
  ['Auth.js', `__Secure-authjs.session-token=${jwe}; Path=/; HttpOnly; Secure`],
  ['Supabase', `sb-abc-auth-token=base64-${base64({ access_token: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x', refresh_token: 'V1StGXR8Z5jdHi6BmyT', token_type: 'bearer' })}; Path=/`, 1],
  ['a JWT', 'access_token=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.x; Path=/; HttpOnly; Secure'],
  ['Tornado', 'user="2|1:0|10:1795202703|4:user|4:NDI=|0fc56e9b0bd6d459f97f6bfa53a17e28bd90bb4d31753cc961a677f8b111c33f"; Path=/'],
]

describe('nothing above info about', () => {
  it.each(real.map(([name, header, warnings = 0]) => ({ name, header, warnings })))('$name', ({ header, warnings }) => {
    const loud = findings(header).filter(({ severity }) => severity !== 'info')
    expect(loud.map(({ rule, message }) => `${rule}: ${message}`)).toHaveLength(warnings)
    // Supabase sends its session as JSON, neither signed nor encrypted.
    for (const { rule } of loud) expect(rule).toBe('cookie/value-structured')
  })
})

describe('nothing at all about', () => {
  it.each([
    'XSRF-TOKEN=TAjQQQg0VofWBifmxXMCa2SIOBntbL4v; Path=/; Secure',
    'AWSALB=ooUPTWmLTojp4gTNDd9biV2wheWfG9Ck5efAhh7jiVuPvGBZSYZnZdSFHG62EQGZY1d+VbYFQ0ml6QPXmD; Path=/',
    'ARRAffinity=f4dac64d703243369dc7ef677d10190cf4dac64d703243369dc7ef677d10190c; Path=/',
    '__cf_bm=7bjWmmglXjQqagFWKlFi.Z66kFjMSdHKPTq.MDXsHhY-1721372912-1.0.1.1-cufOQCZDSaLiAVTBrkjIv; path=/',
    'GCLB=CIT1kfqEr9qzWxAD; path=/; HttpOnly',
    'heroku-session-affinity=AECDaANoA24IAVwmKYv; Path=/',
    '_ga=GA1.2.1464499416.1464499416; Path=/',
    '_gid=GA1.2.4111111111111111.1464499416; Path=/',
    'session=; Max-Age=0',
    'sid=deleted; Expires=Thu, 01-Jan-1970 00:00:01 GMT; Path=/',
    'cart=a,b; Secure',
    'session_banner_closed=1; Path=/',
    'assessment_id=12; Path=/',
    '__proto__=1; Path=/',
    'constructor=x; Path=/',
    'theme=dark; Path=/',
    'lang=en-US; Path=/',
    'wordpress_test_cookie=WP%20Cookie%20check; path=/',
    'remember_me=1; Path=/',
    'logged_in=no; path=/; secure; HttpOnly',
    'SameSite; Path=/',
    '=; Path=/',
    '',
  ])('%s', (header) => {
    expect(findings(header).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
  })
})

describe('hostile values', () => {
  it.each(['A', '.', '%41', '{"a":', 'eyJ', '10.0.0.', '|', 'a=1&', '1795197600-', '\\"', ':', '--', '@', '-'])('%s, over and over', (piece) => {
    for (const found of findings(`sid=${piece.repeat(30_000)}`, { role: 'session' })) expect(found.message.length).toBeLessThan(1000)
  })

  it('shows names without letting them do anything', () => {
    const [found] = findings(`p=${base64({ 'email\u001b[31m\u202e': 'alice@corp.example' })}`)
    expect(found?.message).toContain('\\u{1b}')
    expect(found?.message).not.toMatch(/[\u001b\u202e]/)
  })

  it('never repeats a value', () => {
    for (const header of ['email=alice%40corp.example', 'password=hunter2hunter2', 'route=10.0.0.5:8080', 'sid=abc123abc1']) {
      const value = decodeURIComponent(header.split('=')[1] ?? '')
      const all = findings(header, { role: 'session' })
      expect(all.length).toBeGreaterThan(0)
      for (const { message, evidence, fix } of all) expect(`${message} ${evidence} ${fix}`).not.toContain(value)
    }
  })
})
