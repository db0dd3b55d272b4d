// All cookie rules together, as `recommended` runs them: quiet about what is right, quick about what is hostile.
import { describe, expect, it } from 'vitest'
import type { CookieCase } from '../subjects.ts'
import { findings, judged, loud } from '../cookie/judging.ts'

const url = 'https://app.example.com/login'
const random = 'k7Qx2mPz9RtL4vWn8YbC3dFg5HjK6sTq'

// Deletions, and cookies that the site does not control, are in test/cookie/complaints.test.ts.
describe('nothing above info about a cookie that is as it should be', () => {
  it.each([
    `__Host-sid=${random}; Path=/; Secure; HttpOnly; SameSite=Lax`,
    `__Host-Http-sid=${random}; Path=/; Secure; HttpOnly; SameSite=Strict`,
    `__Secure-refresh_token=${random}; Path=/auth/refresh; Secure; HttpOnly; SameSite=Strict; Max-Age=604800`,
    `sid=${random}; Path=/; Secure; HttpOnly; SameSite=Strict`,
    `XSRF-TOKEN=${random}; Path=/; Secure; SameSite=Strict`,
    `csrftoken=${random}; expires=Fri, 19 Nov 2027 18:00:00 GMT; Max-Age=31449600; Path=/; SameSite=Lax; Secure`,
    '__Host-authjs.csrf-token=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0%7C0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0; Path=/; HttpOnly; Secure; SameSite=Lax',
    `__Secure-authjs.state=${random}; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax`,
    `oauth_state=${random}; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=600`,
    'theme=dark; Path=/; Max-Age=31536000; SameSite=Lax; Secure',
    'lang=en; Path=/',
    '_ga=GA1.2.1234567890.1640995200; Domain=example.com; Path=/; Expires=Fri, 19 Nov 2027 18:00:00 GMT',
    // OpenID Connect Session Management section 3.2: a page of the provider compares it, so scripts read it.
    'KEYCLOAK_SESSION=2dF7hQ9xL1mR4tV6wY8zB0cD3eG5jK7nPqS2uX4aZ6b; Version=1; Path=/realms/main/; Max-Age=36000; Secure; SameSite=None',
    'KC_AUTH_SESSION_HASH=2dF7hQ9xL1mR4tV6wY8zB0cD3eG5jK7nPqS2uX4aZ6b; Version=1; Path=/realms/main/; Max-Age=60; Secure; SameSite=None',
    // Against fraud and for measuring, set by scripts of Stripe and Microsoft: they log nobody in.
    '__stripe_mid=8f2c1d3e-0b4a-4c5d-9e6f-7a8b9c0d1e2f4a5b6c; Path=/; Expires=Fri, 19 Nov 2027 18:00:00 GMT; SameSite=Strict; Secure',
    '__stripe_sid=8f2c1d3e-0b4a-4c5d-9e6f-7a8b9c0d1e2f4a5b6c; Path=/; Max-Age=1800; SameSite=Strict; Secure',
    'ai_session=Zk3vQ9r1T7yLx2Wm8Nc4Pb|1795197600123|1795197600123; Path=/; Max-Age=1800; Secure',
    'bm_s=YAAQZk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt; Domain=.example.com; Path=/; Max-Age=31536000; HttpOnly; Secure',
    'LastMRH_Session=1a2b3c4d; path=/; secure; HttpOnly',
    'mage-cache-sessid=true; expires=Sat, 21 Nov 2026 18:00:00 GMT; path=/; secure',
    '.AspNetCore.Cookies=chunks-2; path=/; secure; samesite=lax; httponly',
    // Devise 4.9 with Rails 7: user id, salt of the password hash and time, signed.
    'remember_user_token=eyJfcmFpbHMiOnsibWVzc2FnZSI6Ilcxc3hYU3dpSkRKaEpERXlKRXN6ZURsNVVURlVOM2xNZURKWGJUaE9ZelJRWWpZaUxDSXhOemsxTVRrM05qQXdMakV5TXpRMU5qY2lYUT09IiwiZXhwIjoiMjAyNi0xMi0wNFQxODowMDowMC4wMDBaIiwicHVyIjoiY29va2llLnJlbWVtYmVyX3VzZXJfdG9rZW4ifX0%3D--8f2c1d3e0b4a4c5d9e6f7a8b9c0d1e2f4a5b6c7d; path=/; expires=Fri, 04 Dec 2026 18:00:00 GMT; secure; HttpOnly; SameSite=Lax',
    // Deletions: with an empty value in quotation marks, and without a Path.
    'sid=""; Max-Age=-1; Path=/',
    'session=; Max-Age=0',
    // Of a filter before the site.
    'incap_ses_1_2=abcdefghijklmnopqrstuv; path=/; Domain=.example.com',
  ])('%s', (header) => expect(loud(header, { url })).toEqual([]))
})

// What each sends with the settings that its documentation names for production; AWS and Cloudflare add theirs.
describe('nothing above info about a whole response with documented secure settings', () => {
  const later = 'Sat, 21 Nov 2026 17:00:00 GMT'
  const base64 = (value: object) => encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'))
  const sealed = base64({ iv: 'Q1n8Kx0b8m2cQ5tYw9zKdw==', value: 'o3uHn6LeVaGJ7pXf1r0b8g==', mac: '0f'.repeat(32), tag: '' })
  it.each<[framework: string, ...headers: string[]]>([
    ['Express', 'connect.sid=s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4; Path=/; HttpOnly; Secure; SameSite=Lax'],
    ['Django', 'csrftoken=TAjQQQg0VofWBifmxXMCa2SIOBntbL4vIlJJOX7TAqRGNzLTd9ELeV0XU22R9ZEH; expires=Fri, 19 Nov 2027 18:00:00 GMT; Max-Age=31449600; Path=/; SameSite=Lax; Secure', 'sessionid=fht4r0uy2lqzerxqapp0sqmp7okgyk1a; HttpOnly; Path=/; SameSite=Lax; Secure'],
    ['Flask', 'session=eyJ1c2VyIjo0Mn0.awCejw.AAAAx7heYckIZW5HEAd2F8qAVas; Secure; HttpOnly; Path=/; SameSite=Lax'],
    ['Rails', '_app_session=8%2F6TddXKqUG7vRsPJEy%2FcM7c--Y2lwaGVydGV4dDEy--dGFnLXRhZy10YWctdGFnLQ%3D%3D; path=/; secure; httponly; samesite=lax'],
    ['Laravel', `XSRF-TOKEN=${base64({ iv: 'b1Z0c2R5Nm1pQ2s3ZkRhUA==', value: 'Zk3vQ9r1T7yLx2Wm8Nc4Pg==', mac: 'a7'.repeat(32), tag: '' })}; expires=${later}; Max-Age=7200; path=/; secure; samesite=lax`, `laravel_session=${sealed}; expires=${later}; Max-Age=7200; path=/; secure; httponly; samesite=lax`],
    ['PHP', 'PHPSESSID=ud24vi12os6m7f7g0lpmked4a0; path=/; secure; HttpOnly; SameSite=Lax'],
    ['Symfony', 'PHPSESSID=ud24vi12os6m7f7g0lpmked4a0; path=/; secure; httponly; samesite=lax'],
    ['Spring', `SESSION=${Buffer.from('4c66e474-3f5a-43ed-8e48-cc1d8cb1d1c8').toString('base64')}; Path=/; Secure; HttpOnly; SameSite=Lax`, 'XSRF-TOKEN=9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d; Path=/; Secure; SameSite=Lax'],
    ['Tomcat', 'JSESSIONID=BD99F321233AF69593EDF52B123B5BDA; Path=/; Secure; HttpOnly; SameSite=Lax'],
    ['ASP.NET', 'ASP.NET_SessionId=3ocslggtk4cdz54unbdnm25o; path=/; secure; HttpOnly; SameSite=Lax'],
    ['ASP.NET Core', '.AspNetCore.Antiforgery.1vbe=CfDJ8Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaTq2Xw1RtY7u; path=/; secure; samesite=strict; httponly', '.AspNetCore.Cookies=CfDJ8KxYf0Q9kM3zT5vW7yA1bC2dE3fG4hI5jK6lM7nO8pQ9; path=/; secure; samesite=lax; httponly'],
    ['Auth.js', '__Host-authjs.csrf-token=0f1e2d3c4b5a69788796a5b4c3d2e1f0%7C4b5a69788796a5b4c3d2e1f00f1e2d3c; Path=/; HttpOnly; Secure; SameSite=Lax', '__Secure-authjs.callback-url=https%3A%2F%2Fapp.example.com%2F; Path=/; HttpOnly; Secure; SameSite=Lax', `__Secure-authjs.session-token=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..8f13f2a0b1c2d3e4f5a6b7.c3RhdGU.dGFn; Path=/; Expires=${later}; HttpOnly; Secure; SameSite=Lax`],
    ['AWS and Cloudflare', `AWSALB=${random}${random}; Expires=Fri, 27 Nov 2026 18:00:00 GMT; Path=/`, `AWSALBCORS=${random}${random}; Expires=Fri, 27 Nov 2026 18:00:00 GMT; Path=/; SameSite=None; Secure`, `__cf_bm=${random}-1721372912-1.0.1.1-${random}; path=/; expires=Fri, 20-Nov-26 18:30:00 GMT; domain=.example.com; HttpOnly; Secure; SameSite=None`, `_cfuvid=${random}.1-1721372912-0.0.1.1-604800000; path=/; domain=.example.com; HttpOnly; Secure; SameSite=None`],
  ])('%s', (_, ...headers) => {
    const text = `HTTP/1.1 200 OK\n${headers.map((header) => `Set-Cookie: ${header}\n`).join('')}\n`
    expect(judged(text, url).map(({ name, loud: found }) => [name, found])).toEqual(headers.map((header) => [header.slice(0, header.indexOf('=')), []]))
  })
})

describe('judged by where they come from', () => {
  it.each<[name: string, header: string, options: CookieCase]>([
    ['development', `sid=${random}; Path=/; HttpOnly; SameSite=Lax`, { url: 'http://localhost:3000/' }],
    ['a jar keeps not everything', `sid=${random}; Path=/`, { attributesComplete: false }],
  ])('%s: %s', (_, header, options) => expect(loud(header, options)).toEqual([]))
})

it('takes no time over hostile headers', () => {
  const hostile = [
    `a=${'"'.repeat(200_000)}`,
    `a=b${'; Path=/'.repeat(40_000)}`,
    `a=b; ${'Secure, '.repeat(30_000)}`,
    `a=b; Expires=${'1 Jan '.repeat(40_000)}`,
    `a=b; Expires=1 Jan 2037 00:00:00 ${'" '.repeat(80_000)}x`,
    `a=b; Path=/${', x'.repeat(60_000)}`,
    `${'_'.repeat(200_000)}Host-=1`,
    `${'aB'.repeat(100_000)}=1`,
    `sid=${'a1'.repeat(100_000)}; HttpOnly`,
    `a=b; Domain=${'a.'.repeat(100_000)}com`,
    `a=b; Domain=${'x:'.repeat(100_000)}`,
    `a=b; ${'x'.repeat(200_000)}`,
    `a=b${'; x'.repeat(60_000)}`,
    `a=b${'; Secure=0'.repeat(20_000)}`,
    `a=b${Array.from({ length: 20_000 }, (_, i) => `; x${i}`).join('')}`,
    `a=b; Max-Age=${'9'.repeat(200_000)}`,
  ]
  for (const header of hostile) {
    const start = process.cpuUsage()
    findings(header, { url })
    const { user } = process.cpuUsage(start)
    expect([header.slice(0, 20), user < 3_000_000]).toEqual([header.slice(0, 20), true])
  }
})
