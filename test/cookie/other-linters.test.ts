// The test cases of other linters: we say what they expect, or the difference is argued here.
import { describe, expect, it } from 'vitest'
import { corpus } from '../corpus.ts'
import { testNow } from '../subjects.ts'
import { findings } from './judging.ts'

interface Case {
  readonly id: string
  readonly url: string
  readonly setCookie: readonly string[]
  readonly now?: string
}

/** Rules that speak about the headers of a case, as `recommended` runs them. */
function rulesRaised({ url, setCookie, now }: Case): ReadonlySet<string> {
  const options = { ...(URL.canParse(url) ? { url } : {}), now: now === undefined ? testNow : Date.parse(now) / 1000 }
  return new Set(setCookie.flatMap((header) => findings(header, options)).map(({ rule }) => rule.replace('cookie/', '')))
}

/** Cases that we decide otherwise, and why. A case that agrees by now has to go. */
function compare(cases: readonly { readonly id: string; readonly agrees: boolean }[], argued: Readonly<Record<string, string>>): void {
  expect(cases.filter(({ agrees }) => !agrees).map(({ id }) => id).sort()).toEqual(Object.keys(argued).sort())
}

interface ZapCase extends Case {
  readonly rule: string
  readonly expectAlerts: number
}
const zap = corpus<ZapCase>('cookie-lint-zap.ndjson')

/** What speaks of the same defect here. */
const sameAsZap: Readonly<Record<string, readonly string[]>> = {
  'cookie-httponly': ['missing-httponly'],
  'cookie-secure': ['missing-secure'],
  'cookie-samesite': ['missing-samesite', 'samesite-invalid', 'samesite-none-insecure', 'samesite-none'],
  'cookie-loosely-scoped': ['domain-wide'],
}

const unlikeZap: Readonly<Record<string, string>> = {
  'zap/cookie-httponly/cookieOnIgnoreList': 'the list is an option of ZAP; here a rule is ignored with a reason',
  'zap/cookie-samesite/shouldNotAlertWhenCookieOnIgnoreList': 'the list is an option of ZAP; here a rule is ignored with a reason',
  'zap/cookie-samesite/shouldNotAlertOnNoneSameSiteAttributeHighThreshold': 'a threshold of ZAP hides it; without Secure browsers drop the cookie, which is an error at any threshold',
  'zap/cookie-loosely-scoped/shouldRaiseAlertIfHostDomainHasMoreSubDomainsThanCookieDomain': 'a Domain matters on what opens a session; the cookie a holds nothing that is known to',
  'zap/cookie-loosely-scoped/shouldRaiseAlertIfRightMostDomainsMatch': 'a Domain matters on what opens a session; the cookie a holds nothing that is known to',
  'zap/cookie-loosely-scoped/shouldAlertWhenCookieNotOnIgnoreList': 'a Domain matters on what opens a session; the cookie a holds nothing that is known to',
  'zap/cookie-loosely-scoped/shouldAlertWithMultipleCookieNames': 'a Domain matters on what opens a session; the cookies a and c hold nothing that is known to',
}

describe.skipIf(!zap)('ZAP', () => {
  it('has rules that are all known here', () => expect((zap ?? []).filter(({ rule }) => !sameAsZap[rule]).map(({ id }) => id)).toEqual([]))

  it('agrees, or the difference is argued', () => {
    const cases = (zap ?? []).map((row) => {
      const raised = rulesRaised(row)
      return { id: row.id, agrees: (sameAsZap[row.rule] ?? []).some((rule) => raised.has(rule)) === row.expectAlerts > 0 }
    })
    compare(cases, unlikeZap)
  })

  it('finds loosely scoped sessions, too', () => {
    expect([...rulesRaised({ id: '', url: 'https://test.example.com/', setCookie: ['sid=k7Qx2mPz9RtL4vWn8YbC3dFg; Domain=example.com'] })]).toContain('domain-wide')
    expect([...rulesRaised({ id: '', url: 'https://example.com/', setCookie: ['sid=k7Qx2mPz9RtL4vWn8YbC3dFg; Domain='] })]).not.toContain('domain-wide')
  })
})

interface MdnCase extends Case {
  readonly expectedResult: string | null
  readonly expectPass: boolean | null
}
const mdn = corpus<MdnCase>('cookie-lint-mdn-observatory.ndjson')

/** What it says in each result, by what we raise; the passing ones are held against all of these. */
const mdnResults: readonly (readonly [RegExp, string])[] = [
  [/samesite-flag-invalid/, 'samesite-invalid'],
  [/anticsrf-without-samesite/, 'missing-samesite'],
  [/without-httponly/, 'missing-httponly'],
  [/without-secure/, 'missing-secure'],
]

const unlikeMdn: Readonly<Record<string, string>> = {
  'mdn-observatory/checks-secure-with-httponly-sessions': 'no bonus is given here: SameSite is missing on the session, HttpOnly on foo, and heroku-session-affinity has no Secure, which is a note',
  'mdn-observatory/checks-secure-with-httponly-sessions-and-samesite-not-awarded-if-not-all-cookies-samesite': 'passes there without its bonus; here a session without SameSite is a warning, not an error',
}

describe.skipIf(!mdn)('MDN HTTP Observatory', () => {
  it('agrees, or the difference is argued', () => {
    const cases = (mdn ?? []).map((row) => {
      const raised = rulesRaised(row)
      const theirs = mdnResults.find(([result]) => row.expectPass === false && result.test(row.expectedResult ?? ''))?.[1]
      return { id: row.id, agrees: theirs ? raised.has(theirs) : mdnResults.every(([, rule]) => !raised.has(rule)) }
    })
    expect((mdn ?? []).filter(({ expectPass }) => expectPass === false).length).toBeGreaterThan(8)
    compare(cases, unlikeMdn)
  })

  it('makes no error of what passes there', () => {
    for (const { id, url, setCookie } of (mdn ?? []).filter(({ expectPass }) => expectPass === true)) {
      expect([id, setCookie.flatMap((header) => findings(header, { url })).filter(({ severity }) => severity === 'error').map(({ rule }) => rule)]).toEqual([id, []])
    }
  })
})

interface WebhintCase extends Case {
  readonly target: string
  readonly expectReports: readonly { readonly rule: string }[]
}
const webhint = corpus<WebhintCase>('cookie-lint-webhint.ndjson')

const sameAsWebhint: Readonly<Record<string, string>> = {
  noHttpOnlyHeader: 'missing-httponly',
  noSecureHeader: 'missing-secure',
  invalidValue: 'invalid-value',
  invalidName: 'invalid-name',
  invalidDateFormat: 'lifetime-syntax',
  noPathHasHostPrefix: 'prefix-violation',
}

const unlikeWebhint: Readonly<Record<string, string>> = {
  'webhint/defaultTests/2': 'the quotation marks become a part of the value, which surprises many: a note',
  'webhint/defaultTests/13': 'the date of 1997 is long over, so this deletes the cookie, and the form of a deletion date does not matter',
  'webhint/defaultTests/14': 'browsers pass over a semicolon at the end, and so do all parsers',
  'webhint/olderBrowserOnlyTests/18': 'Internet Explorer 6 to 8 has no users',
  'webhint/oldAndNewBrowsersTest/26': 'Internet Explorer 6 to 8 has no users',
}

describe.skipIf(!webhint)('webhint', () => {
  it('agrees, or the difference is argued', () => {
    const cases = (webhint ?? []).map((row) => {
      const raised = rulesRaised(row)
      const theirs = row.expectReports.map(({ rule }) => sameAsWebhint[rule])
      const clean = Object.values(sameAsWebhint).every((rule) => !raised.has(rule))
      return { id: row.id, agrees: theirs.length === 0 ? clean : theirs.every((rule) => rule !== undefined && raised.has(rule)) }
    })
    compare(cases, unlikeWebhint)
  })
})
