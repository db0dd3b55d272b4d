// Recordings that other programs and browsers made: all are read, and every finding on a response has its reason.
import { describe, expect, it } from 'vitest'
import { AuthlintError } from '../../../src/core/errors.ts'
import { defaultPolicy } from '../../../src/core/policy.ts'
import { lint } from '../../../src/engine/lint.ts'
import { activeRules } from '../../../src/engine/settings.ts'
import { responseOf } from '../../../src/http/subjects.ts'
import { readCookieInput } from '../../../src/inputs/cookie-input.ts'
import { readWhole } from '../../../src/inputs/read.ts'
import { responseRules } from '../../../src/rules/response/index.ts'
import { corpus, corpusPath } from '../../corpus.ts'
import { testNow } from '../../subjects.ts'

const active = activeRules(responseRules).get('response') ?? []

interface Found {
  readonly line: string
  readonly evidence: string
}

/** `severity rule host`, each once. */
function judge(text: string): { readonly found: readonly Found[]; readonly responses: number; readonly refused: boolean } {
  const found = new Map<string, Found>()
  let responses = 0
  let refused = false
  try {
    for (const exchange of readCookieInput('recording', [text], { bodies: true }).responses) {
      responses++
      const now = exchange.date ?? testNow
      let ids = 0
      const response = responseOf(exchange, { now, policy: defaultPolicy, nextId: (kind) => `${kind}-${++ids}` })
      for (const { severity, rule, evidence } of lint(response, active, { policy: defaultPolicy, now })) {
        const line = `${severity} ${rule.replace('response/', '')} ${response.url?.hostname ?? ''}`.trim()
        found.set(line, { line, evidence })
      }
    }
  } catch (error) {
    if (!(error instanceof AuthlintError)) throw error
    refused = true
  }
  return { found: [...found.values()], responses, refused }
}

/** What each recording raises, and why that is right. Those that are not listed raise nothing. */
const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'PerfCascade__test-data_capture-har_redirect-loop.har': { 'warn cors-credentials www.httpbin.org': 'every origin and credentials at once, which browsers refuse' },
  'PerfCascade__test-data_chrome_enorm-magazin.de.har': { 'warn cors-credentials de.ioam.de': 'every origin and credentials at once, which browsers refuse' },
  'PerfCascade__test-data_chrome_github.com_home.har': {
    'info set-cookie-cacheable github.com': '_gh_sess comes with Cache-Control: no-cache, which browsers may still write down',
    'info cors-credentials www.google-analytics.com': 'it answers the origin https://github.com with itself and credentials; by design there, so no more than a note',
  },
  'pagexray__redirect_mousel.lu.har': {
    'error set-cookie-cacheable www.brasseriedeluxembourg.lu': 'PHPSESSID comes with Cache-Control: public',
    'error token-over-http www.brasseriedeluxembourg.lu': 'PHPSESSID is then sent over http',
    'info weak-csp www.brasseriedeluxembourg.lu': 'PHPSESSID has no HttpOnly, and the page no policy',
    'warn missing-hsts bam.nr-data.net': 'JSESSIONID is set over https without HSTS',
    'info set-cookie-cacheable bam.nr-data.net': 'JSESSIONID without no-store, in an answer that is over at once (Expires in 1970)',
  },
}

interface Row {
  readonly file: string
  readonly entries: number
}
const rows = corpus<Row>('har.ndjson')

describe.skipIf(!rows)('HAR files of many exporters', () => {
  it.each((rows ?? []).map(({ file, entries }) => [file.replace('har/', ''), file, entries] as const))('%s', (name, file) => {
    const path = corpusPath(file) ?? expect.unreachable()
    const { found, refused } = judge(readWhole(path))
    expect(refused).toBe(/not-json|not-valid|pseudo-headers/.test(name))
    expect(found.map(({ line }) => line).sort()).toEqual(Object.keys(expected[name] ?? {}).sort())
  })

  it('shows no value of a cookie or a token', () => {
    for (const { file } of rows ?? []) {
      const text = readWhole(corpusPath(file) ?? expect.unreachable())
      const values = [...text.matchAll(/"set-cookie"\s*,\s*"value"\s*:\s*"[^=";]+=([^;"]{16,})/gi)].map(([, value = '']) => value)
      for (const { evidence } of judge(text).found) for (const value of values) expect(evidence).not.toContain(value)
    }
  })
})

const heads = corpus<{ readonly id: string; readonly raw: string }>('http-responses.ndjson')

describe.skipIf(!heads)('saved responses', () => {
  it('raise nothing worse than a warning: none invites shared caches, and none has a URL', () => {
    expect(heads?.length).toBeGreaterThan(20)
    const all = (heads ?? []).flatMap(({ id, raw }) => judge(Buffer.from(raw, 'utf8').toString('latin1')).found.map(({ line }) => `${id} ${line}`))
    expect(all.filter((line) => line.includes(' error '))).toEqual([])
    // Without a URL neither HSTS nor plain http can be judged.
    expect(all.filter((line) => /missing-hsts|over-http|insecure/.test(line))).toEqual([])
  })
})
