// What every format promises: nothing that an attacker chose is raw in the output, and no credential is in it at all.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import type { Judged } from '../../src/core/report.ts'
import type { Subject } from '../../src/core/subject.ts'
import { raw } from '../../src/dev/fuzz/promises.ts'
import { cookieSubject, jwkSubjects, jwtSubject, testNow } from '../subjects.ts'
import { rules } from '../../src/rules/index.ts'
import { lint } from '../../src/engine/lint.ts'
import { style, styleHash } from '../../src/reporters/html-style.ts'
import { formats } from '../../src/reporters/index.ts'
import { hmac } from '../tokens.ts'
import { render, stream } from './render.ts'
import { hostile, plain, report, reportOf } from './sample.ts'

/** Every rule there is, as loud as it can be. */
function judgedByAll(subject: Subject): Judged {
  const active = rules.filter(({ meta }) => meta.kind === subject.kind).map((rule) => ({ rule, severity: 'error' as const, options: rule.defaults }))
  return { subject: subject.view({ showSecrets: false }), findings: lint(subject, active, { policy: defaultPolicy, now: testNow }), suppressed: [] }
}

describe.each(formats)('%s', (format) => {
  it('has no control or bidirectional character raw', async () => {
    const text = await render(format)
    expect(text.length).toBeGreaterThan(200)
    expect(raw.exec(text)?.index ?? 'none', text.slice(Math.max(0, (raw.exec(text)?.index ?? 0) - 40)).slice(0, 80)).toBe('none')
  })

  it('colours at most', async () => {
    const text = await render(format, report, { ...plain, color: true })
    // eslint-disable-next-line no-control-regex
    expect(raw.exec(text.replace(/\u001b\[\d{1,2}m/g, ''))).toBeNull()
  })

  it('ends with a line feed and says the same when it streams', async () => {
    expect((await render(format)).endsWith('\n')).toBe(true)
    const streamed = await stream(format, report)
    expect(streamed).toBe(await render(format))
  })

  it('speaks of subjects it has no special layout for', async () => {
    const subject = { id: 'jwt-set-1', kind: 'jwt-set' as const, source: { input: 'app.har', line: 2, column: 5 }, 'jwt-set': { tokens: 7 } }
    const finding = { ...(report.judged[0]?.findings[0] ?? expect.unreachable()), rule: 'jwt/any', subject: 'jwt-set-1' }
    const text = await render(format, reportOf([{ subject, findings: [finding], suppressed: [] }]))
    expect(text).toContain('jwt/any')
    expect(raw.exec(text)).toBeNull()
    if (['pretty', 'markdown', 'html'].includes(format)) expect(text).toContain('All tokens')
  })

  it('speaks of hostile keys', async () => {
    const keys = jwkSubjects(JSON.stringify({ keys: [{ kty: hostile, kid: hostile }, { kty: 'EC', crv: hostile, alg: hostile, use: hostile, key_ops: [hostile], kid: hostile, x: hostile, y: '' }] }))
    const text = await render(format, reportOf(keys.map((key) => judgedByAll(key))))
    expect(text).toContain('jwk/invalid')
    expect(raw.exec(text)).toBeNull()
  })

  it('stays well-formed when nothing was found and nothing was there', async () => {
    const text = await render(format, reportOf([]))
    if (format === 'json' || format === 'sarif' || format === 'gitlab') expect(() => JSON.parse(text) as unknown).not.toThrow()
    if (format !== 'compact') expect(text).not.toBe('')
  })

  it('holds no signature, secret or cookie value', async () => {
    const secret = 'SentinelSecretOfTheIssuer-0123456789abcdef'
    const token = hmac(secret, { iss: 'https://issuer.example', sub: 'u_42', password: 'SentinelPassword', iat: testNow, exp: testNow + 600 })
    const signature = token.split('.')[2] ?? expect.unreachable()
    const value = 'SentinelCookieValue0123456789abcdef'
    const judged = [
      judgedByAll(jwtSubject(token, { facts: { weakSecret: { list: 'built-in', position: 1, octets: 42, encoding: 'utf8' } } })),
      judgedByAll(cookieSubject(`sid=${value}; Path=/`, { url: 'https://app.example.com/' })),
      judgedByAll(cookieSubject(`remember=${token}; Secure; SameSite=None`, { url: 'https://app.example.com/' })),
    ]
    expect(judged.every(({ findings }) => findings.length > 0), 'something is said about each').toBe(true)
    const text = await render(format, reportOf(judged))
    for (const sentinel of [secret, signature, value, 'SentinelPassword', Buffer.from(value).toString('base64').slice(0, -2)]) expect(text).not.toContain(sentinel)
  })
})

describe('terminal text', () => {
  it.each([
    [60, true],
    [80, false],
    [120, true],
  ])('is not wider than %i columns', async (columns, unicode) => {
    const text = await render('pretty', report, { ...plain, columns, unicode })
    const tooWide = text.split('\n').filter((line) => [...line].length > columns)
    // A word longer than the line cannot be helped: it stands alone on it.
    expect(tooWide.filter((line) => line.trim().includes(' '))).toEqual([])
  })

  it('takes many subjects in pieces and leaves none out', async () => {
    const [cookie, , , token] = report.judged
    const many = [...Array(450).keys()].map((i) => ({ ...((i % 2 === 0 ? cookie : token) ?? expect.unreachable()) }))
    const text = await stream('pretty', reportOf(many))
    expect(text.match(/ {2}JWT 1 {2}/g)?.length).toBe(225)
    const cookies = [...text.matchAll(/^ {2}sid \((\d+)x\)/gm)].map(([, times]) => Number(times))
    expect(cookies.reduce((a, b) => a + b, 0)).toBe(225)
    expect(text.match(/^ {2}cookie +role +kept/gm)?.length).toBe(3)
    expect(text).toContain('450 errors, 225 warnings: not fit to pass.')
  })

  it('is ASCII where the terminal has no more', async () => {
    const text = await render('pretty', reportOf(report.judged.slice(3, 5)), { ...plain, unicode: false })
    expect(text).toContain('iat |')
    expect(text).not.toMatch(/[├━●─┤┆]/)
  })

  it('links standards where the terminal follows links, and nothing else', async () => {
    const text = await render('pretty', report, { ...plain, hyperlinks: true })
    // eslint-disable-next-line no-control-regex
    const links = [...text.matchAll(/\u001b\]8;;([^\u001b]+)\u001b\\/g)].map(([, url]) => url ?? '')
    expect(links).toContain('https://www.rfc-editor.org/rfc/rfc8725#section-3.9')
    expect(links.filter((url) => url.includes('evil'))).toEqual([])
  })
})

describe('HTML', () => {
  it('runs nothing, loads nothing, and says so to the browser', async () => {
    const text = await render('html')
    const tags = [...text.matchAll(/<([a-z][a-z\d]*)\b([^>]*)>/g)]
    const names = new Set(tags.map(([, name]) => name))
    for (const name of ['script', 'img', 'iframe', 'link', 'object', 'embed', 'form', 'base', 'video', 'audio']) expect(names).not.toContain(name)
    expect(tags.filter(([, , attributes]) => /\s(?:on\w+|style|src|srcset)\s*=/.test((attributes ?? '').replace(/"[^"]*"/g, '""'))).map(([tag]) => tag)).toEqual([])
    const addresses = [...text.matchAll(/href="([^"]*)"/g)].map(([, url]) => url ?? '')
    expect(addresses.length).toBeGreaterThan(5)
    expect(addresses.filter((url) => !/^(?:#[a-z]+-\d+$|https:\/\/(?:www\.rfc-editor\.org|cwe\.mitre\.org|github\.com\/OWASP|datatracker\.ietf\.org)\/)/.test(url))).toEqual([])
    expect(text).toContain("default-src &#39;none&#39;; style-src &#39;sha256-")
  })

  it('names the hash of its style sheet', () => {
    expect(styleHash).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`)
  })

  it('closes what it opens', async () => {
    const open: string[] = []
    const withoutText = (await render('html')).replace(/<style>[\s\S]*<\/style>/, '')
    for (const [, slash, name = '', attributes = ''] of withoutText.matchAll(/<(\/?)([a-z][a-z\d]*)((?:[^>"]|"[^"]*")*)>/g)) {
      if (['meta', 'br'].includes(name) || attributes.endsWith('/')) continue
      if (slash) expect(open.pop()).toBe(name)
      else open.push(name)
    }
    expect(open).toEqual([])
  })
})
