// All cookie rules together, as `recommended` runs them: the traps that other linters fell into, their own cases, and noise.
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import type { Finding } from '../../src/core/finding.ts'
import { lint } from '../../src/engine/lint.ts'
import { activeRules } from '../../src/engine/settings.ts'
import { rules } from '../../src/rules/index.ts'
import { corpus } from '../corpus.ts'
import { cookieSubject, testNow, type CookieCase } from '../subjects.ts'

const active = activeRules(rules).get('cookie') ?? []

function findings(header: string, options: CookieCase = {}): readonly Finding[] {
  return lint(cookieSubject(header, options), active, { policy: defaultPolicy, now: options.now ?? testNow })
}

/** `severity rule`, worst first. */
const said = (header: string, options?: CookieCase) => findings(header, options).map(({ rule, severity }) => `${severity} ${rule.replace('cookie/', '')}`)
const loud = (header: string, options?: CookieCase) => said(header, options).filter((line) => !line.startsWith('info'))

const url = 'https://app.example.com/login'
const random = 'k7Qx2mPz9RtL4vWn8YbC3dFg5HjK6sTq'

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
    'session_banner_closed=1; Path=/; Secure; SameSite=Lax',
    'assessment_id=4711; Path=/; Secure; HttpOnly; SameSite=Lax',
    '__proto__=1; Path=/; Secure; HttpOnly; SameSite=Lax',
    // Deletions, as Express, PHP, Rails, Go and Spring write them.
    'connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'PHPSESSID=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/',
    'session=; path=/; max-age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'sid=""; Max-Age=-1; Path=/',
    'session=; Max-Age=0',
    '__Host-x=; Max-Age=0; Path=/; Secure',
    // zaproxy#6264, #1672; mozilla/http-observatory#121: not under the site's control.
    'AWSALB=ooUPTWmLTojp4gTNDd9biV2wheWfG9Ck5efAhh7jiVuPvGBZSYZnZdSFHG62; Expires=Fri, 27 Nov 2026 18:00:00 GMT; Path=/',
    'AWSALBCORS=ooUPTWmLTojp4gTNDd9biV2wheWfG9Ck5efAhh7jiVuPvGBZSYZnZdSFHG62; Expires=Fri, 27 Nov 2026 18:00:00 GMT; Path=/; SameSite=None; Secure',
    'ARRAffinity=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0;Path=/;HttpOnly;Domain=app.example.com',
    '__cf_bm=7bjWmmglXjQqagFWKlFi.Z66kFjMSdHKPTq.MDXsHhY-1721372912-1.0.1.1-cufOQCZD; path=/; expires=Fri, 20-Nov-26 18:30:00 GMT; domain=.example.com; HttpOnly; Secure; SameSite=None',
    '__cfduid=d3c8d1a78f953298e1297c905193115fd1552333431; path=/; domain=.example.com; HttpOnly',
    'heroku-session-affinity=AECDaANoA24IAaj0sYj+; Version=1; Expires=Sat, 21-Nov-2026 18:00:00 GMT; Max-Age=86400; Path=/',
    'incap_ses_1_2=abcdefghijklmnopqrstuv; path=/; Domain=.example.com',
  ])('%s', (header) => expect(loud(header, { url })).toEqual([]))
})

describe('traps', () => {
  it.each<[name: string, header: string, expected: readonly string[], options?: CookieCase]>([
    ['HttpOnly=false is on', `sid=${random}; Path=/; Secure; HttpOnly=false; SameSite=Lax`, ['warn flag-has-value']],
    ['Expires=0 deletes nothing', `sid=${random}; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=0`, ['error lifetime-syntax']],
    ['the last SameSite counts', `sid=${random}; Path=/; Secure; HttpOnly; SameSite=Strict; SameSite=None`, ['warn duplicate-attribute', 'warn samesite-none']],
    ['the last SameSite counts', `sid=${random}; Path=/; Secure; HttpOnly; SameSite=bogus; SameSite=Lax`, ['warn duplicate-attribute']],
    ['a dropped deletion', '__Host-x=; Max-Age=0', ['error deletion-ineffective', 'error prefix-violation']],
    ['one cookie, comma or not', 'cart=a,b; Path=/; Secure; HttpOnly; SameSite=Lax', []],
    ['flags asked for without a cookie', 'secure; httponly', ['error invalid-name', 'warn missing-secure']],
    ['a suffix', `a=b; Domain=github.io; Secure; SameSite=Lax; HttpOnly`, ['error domain-invalid'], { url: 'https://user.github.io/' }],
    ['4096 octets', `a=${'b'.repeat(4095)}; Secure; HttpOnly; SameSite=Lax; Path=/`, []],
    ['4097 octets', `a=${'b'.repeat(4096)}; Secure; HttpOnly; SameSite=Lax; Path=/`, ['error too-large']],
    ['a prefix and a Domain', `__Host-sid=${random}; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=example.com`, ['error prefix-violation']],
    ['words elsewhere', `sid=secure-httponly-samesite-lax-9; Path=/secure/httponly`, ['error missing-httponly', 'error missing-secure', 'warn missing-samesite']],
    ['letter case', `sid=${random}; PATH=/; SECURE; HTTPONLY; SAMESITE=LAX`, []],
    ['XSRF-TOKEN is readable by design', `XSRF-TOKEN=${random}; Path=/`, ['error missing-secure', 'warn missing-samesite']],
    ['development', `sid=${random}; Path=/; HttpOnly; SameSite=Lax`, [], { url: 'http://localhost:3000/' }],
    ['a jar keeps not everything', `sid=${random}; Path=/`, [], { attributesComplete: false }],
  ])('%s: %s', (_, header, expected, options = { url }) => expect(loud(header, options).filter((line) => !/session-id|value-/.test(line))).toEqual(expected))
})

describe("other linters' own cases", () => {
  interface ZapRow {
    readonly rule: string
    readonly url: string
    readonly setCookie: readonly string[]
    readonly expectAlerts: number
    readonly now: string
    readonly ignoreList?: readonly string[]
    readonly id: string
    readonly threshold?: string
  }
  const zap = corpus<ZapRow>('cookie-lint-zap.ndjson')
  const ours: Record<string, readonly string[]> = {
    'cookie-httponly': ['cookie/missing-httponly'],
    'cookie-secure': ['cookie/missing-secure'],
    'cookie-samesite': ['cookie/missing-samesite', 'cookie/samesite-invalid', 'cookie/samesite-none-insecure', 'cookie/samesite-none'],
  }
  // Ignore lists and thresholds are ZAP's own; a Domain on a cookie that holds no secret is none of ours.
  const rows = zap?.filter(({ rule, ignoreList, threshold }) => ours[rule] && !ignoreList && !threshold)
  it.skipIf(!rows)('ZAP', () => {
    expect(rows?.length).toBeGreaterThan(10)
    for (const row of rows ?? []) {
      const now = Date.parse(row.now) / 1000
      const found = row.setCookie.flatMap((header) => findings(header, { url: row.url, now })).filter(({ rule }) => ours[row.rule]?.includes(rule))
      expect([row.id, found.length > 0]).toEqual([row.id, row.expectAlerts > 0])
    }
  })

  interface MdnRow {
    readonly id: string
    readonly url: string
    readonly setCookie: readonly string[]
    readonly expectedResult: string | null
    readonly expectPass: boolean | null
  }
  const mdn = corpus<MdnRow>('cookie-lint-mdn-observatory.ndjson')
  const rulesFor: readonly (readonly [RegExp, string])[] = [
    [/samesite-flag-invalid/, 'cookie/samesite-invalid'],
    [/anticsrf-without-samesite/, 'cookie/missing-samesite'],
    [/without-httponly/, 'cookie/missing-httponly'],
    [/without-secure/, 'cookie/missing-secure'],
  ]
  it.skipIf(!mdn)('MDN HTTP Observatory', () => {
    const failing = mdn?.filter(({ expectPass }) => expectPass === false) ?? []
    expect(failing.length).toBeGreaterThan(5)
    for (const { id, url: from, setCookie, expectedResult } of failing) {
      const rule = rulesFor.find(([pattern]) => pattern.test(expectedResult ?? ''))?.[1]
      const found = setCookie.flatMap((header) => findings(header, { url: from }))
      expect([id, found.some((finding) => finding.rule === rule && finding.severity !== 'info')]).toEqual([id, true])
    }
  })
})

describe('cookies of the wild', () => {
  interface RealRow {
    readonly url: string | null
    readonly setCookie: string
    readonly id: string
  }
  const real = corpus<RealRow>('cookies-realworld.ndjson')
  it.skipIf(!real)('are judged without a stumble, and those of infrastructure without a warning', () => {
    let judged = 0
    for (const row of real ?? []) {
      for (const header of row.setCookie.split('\n')) {
        const options = row.url && URL.canParse(row.url) ? { url: row.url } : {}
        const subject = cookieSubject(header, options)
        const found = findings(header, options)
        judged++
        for (const finding of found) {
          expect(finding.message).not.toMatch(/\{\w+\}|undefined|NaN|\[object/)
          expect(finding.fix).not.toMatch(/\{\w+\}|undefined|NaN|\[object/)
        }
        const { role } = subject.view({ showSecrets: false })['cookie'] as { role: string }
        if (role === 'infrastructure') expect([row.id, found.filter(({ severity, rule }) => severity !== 'info' && rule !== 'cookie/load-balancer-address').map(({ rule }) => rule)]).toEqual([row.id, []])
      }
    }
    expect(judged).toBeGreaterThan(200)
  })
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
