// What users of other tools complained about, named by the complaint: through the reading of the input and all rules.
import { describe, expect, it } from 'vitest'
import { findings, judged, loud, said } from './judging.ts'

const url = 'https://app.example.com/login'
const random = 'k7Qx2mPz9RtL4vWn8YbC3dFg5HjK6sTq'
const good = `__Host-sid=${random}; Path=/; Secure; HttpOnly; SameSite=Lax`

/** A finding of one rule, with what it says. */
const finding = (rule: string, header: string, from = url) => findings(header, { url: from }).find((found) => found.rule === `cookie/${rule}`)
const evidence = (header: string) => findings(header, { url }).map(({ evidence: seen }) => seen)

describe('cookies that the site does not control', () => {
  it.each([
    ['zaproxy#6264, #1672: AWSALB', `AWSALB=${random}${random}; Expires=Fri, 27 Nov 2026 18:00:00 GMT; Path=/`],
    ['zaproxy#6264: AWSALBCORS', `AWSALBCORS=${random}${random}; Expires=Fri, 27 Nov 2026 18:00:00 GMT; Path=/; SameSite=None; Secure`],
    ['zaproxy#6264: ARRAffinity', `ARRAffinity=${'0f1e2d3c'.repeat(8)};Path=/;HttpOnly;Domain=app.example.com`],
    ['http-observatory#121, #202; GSA/smartpay-training#576: __cfduid', '__cfduid=d3c8d1a78f953298e1297c905193115fd1552333431; path=/; domain=.example.com; HttpOnly'],
    ['mdn-http-observatory#40: a bot filter', `__cf_bm=${random}-1721372912-1.0.1.1-${random}; path=/; expires=Fri, 20-Nov-26 18:30:00 GMT; domain=.example.com; HttpOnly; Secure; SameSite=None`],
    ['mdn-http-observatory#40: session affinity', 'heroku-session-affinity=AECDaANoA24IAaj0sYj+; Version=1; Expires=Sat, 21-Nov-2026 18:00:00 GMT; Max-Age=86400; Path=/'],
  ])('%s', (_, header) => expect(loud(header, { url })).toEqual([]))
})

describe('anti-forgery tokens that scripts must read', () => {
  it.each([
    ['Arachni#989; angular_rails_csrf#29; the-desk#600: XSRF-TOKEN', `XSRF-TOKEN=${random}; Path=/; Secure; SameSite=Lax`],
    ['csrftoken of Django', `csrftoken=${random}${random}; expires=Fri, 19 Nov 2027 18:00:00 GMT; Max-Age=31449600; Path=/; SameSite=Lax; Secure`],
    ['_xsrf of Tornado', `_xsrf=2|22ac6f2d|${random}|1696496349; Path=/; Secure; SameSite=Lax`],
  ])('%s', (_, header) => expect(said(header, { url }).filter((line) => line.includes('httponly'))).toEqual([]))

  it('http-observatory#97: HttpOnly on such a cookie is no fault either', () => {
    expect(loud(`csrftoken=${random}${random}; Path=/; Secure; SameSite=Lax; HttpOnly`, { url })).toEqual([])
  })
})

describe('deletions', () => {
  it.each([
    ['zaproxy#5295: flags of a deleted cookie', 'session=; Max-Age=0; Path=/'],
    ['as Express writes it', 'connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['as PHP writes it', 'PHPSESSID=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/'],
    ['as Tomcat writes it', 'JSESSIONID=""; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/'],
    ['as Django writes it', 'sessionid=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax'],
    ['with a negative age', 'sid=; Max-Age=-1; Path=/'],
    ['of a __Host- cookie', '__Host-sid=; Max-Age=0; Path=/; Secure'],
  ])('%s: nothing about flags', (_, header) => expect(loud(header, { url })).toEqual([]))

  it.each([
    ['hermes-agent#62270, #41507; egapro#3098: __Host- without Secure', '__Host-sid=; Max-Age=0; Path=/'],
    ['__Host- without Path', '__Host-sid=; Max-Age=0; Secure'],
    ['__Secure- without Secure', '__Secure-sid=; Max-Age=0; Path=/'],
    ['SameSite=None without Secure', 'sid=; Max-Age=0; Path=/; SameSite=None'],
  ])('a logout that does nothing: %s', (_, header) => {
    const { severity, fix } = finding('deletion-ineffective', header) ?? expect.unreachable()
    expect([severity, fix]).toEqual(['error', expect.stringMatching(/Max-Age=0.*Secure/)])
  })

  it('freehire#682, payload#351, axum-login#177, gestalt#895: a deletion below another path says which cookie it deletes', () => {
    expect(finding('deletion-ineffective', 'sid=; Max-Age=0', 'https://app.example.com/account/logout')?.message).toContain('/account')
  })

  it('an Expires that nobody can read is no deletion: the flags are judged', () => {
    expect(loud('session=; Expires=0; Path=/', { url })).toEqual(expect.arrayContaining(['error lifetime-syntax', 'error missing-secure', 'error missing-httponly']))
    expect(findings('session=1; Expires=0; Path=/', { url }).length).toBeGreaterThan(0)
  })
})

describe('which cookie, and why', () => {
  it('http-observatory#117, http-observatory-website#28; zaproxy#6082, #7358: each finding shows the header and its place', () => {
    const seen = evidence(`sid=${random}; Path=/`)
    expect(seen.length).toBeGreaterThan(2)
    for (const shown of seen) expect(shown).toBe('Set-Cookie: sid=(32 octets); Path=/')
    const second = judged(`HTTP/1.1 200 OK\nSet-Cookie: ${good}\nSet-Cookie: sid=${random}; Path=/; Secure; SameSite=Lax\n\n`, url)
    expect(second.map(({ name, loud: found }) => [name, found])).toEqual([
      ['__Host-sid', []],
      ['sid', ['error missing-httponly']],
    ])
  })

  it.each([
    ['nuclei-templates#11288, #8873: one good cookie hides no other', ['a=1; Path=/; Secure; HttpOnly; SameSite=Lax', `sid=${random}; Path=/; Secure; SameSite=Lax`], [[], ['error missing-httponly']]],
    ['the same the other way round', [`sid=${random}; Path=/; Secure; SameSite=Lax`, 'a=1; Path=/; Secure; HttpOnly; SameSite=Lax'], [['error missing-httponly'], []]],
    ['drHEADer: a=1 is not overwritten by A=2', [`sid=${random}; Path=/`, `SID=${random}; Path=/; Secure; HttpOnly; SameSite=Lax`], [['error missing-httponly', 'error missing-secure', 'warn missing-samesite'], []]],
  ])('%s', (_, headers, expected) => {
    const text = `HTTP/1.1 200 OK\n${headers.map((header) => `Set-Cookie: ${header}\n`).join('')}\n`
    expect(judged(text, url).map(({ loud: found }) => [...found].sort())).toEqual(expected)
  })

  it('webhint#2641, #681: says what a date should look like, and makes little of hyphens', () => {
    expect(finding('lifetime-syntax', `sid=${random}; Expires=2026-12-01T00:00:00Z; Path=/`)?.message).toContain('2026-12-01T00:00:00Z')
    expect(loud(`theme=dark; Path=/; Secure; SameSite=Lax; Expires=Fri, 20-Nov-2027 18:30:00 GMT`, { url })).toEqual([])
  })

  it('webhint#2501; redbot#219, #225: SameSite is checked', () => {
    expect(loud(`sid=${random}; Path=/; Secure; HttpOnly`, { url })).toEqual(['warn missing-samesite'])
    expect(loud(`sid=${random}; Path=/; Secure; HttpOnly; SameSite=bogus`, { url })).toEqual(['error samesite-invalid'])
  })
})

describe('flags', () => {
  it.each<[complaint: string, header: string, expected: readonly string[]]>([
    ['caido scanner#194; nuclei-templates#10677: letter case', `sid=${random}; PATH=/; SECURE; HTTPONLY; SAMESITE=LAX`, []],
    ['testssl.sh#779; drHEADer: flags that are only words in a value', `sid=secure-httponly-samesite-lax-9; Path=/secure/httponly`, ['error missing-httponly', 'error missing-secure', 'warn missing-samesite']],
    ['http-observatory#215: flags asked for without a cookie', 'secure; httponly', ['error invalid-name', 'warn missing-secure']],
    ['http-observatory#369: SameSite without a value', `sid=${random}; Path=/; Secure; HttpOnly; SameSite;`, ['error samesite-invalid']],
    ['HttpOnly=false is on', `sid=${random}; Path=/; Secure; HttpOnly=false; SameSite=Lax`, ['warn flag-has-value']],
    ['MDN Observatory: the last SameSite counts', `sid=${random}; Path=/; Secure; HttpOnly; SameSite=bogus; SameSite=Lax`, ['warn duplicate-attribute']],
    ['ZAP: the last SameSite counts', `sid=${random}; Path=/; Secure; HttpOnly; SameSite=Strict; SameSite=None`, ['warn duplicate-attribute', 'warn samesite-none']],
    ['securityheaders-bugs#78: __Host- with a Domain', `${good}; Domain=example.com`, ['error prefix-violation']],
    ['webhint: Partitioned is known', `__Host-sid=${random}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned`, ['warn samesite-none']],
    ['webhint: a semicolon at the end', `${good};`, []],
    ['webhint: Max-Age=abc', `${good}; Max-Age=abc`, ['error lifetime-syntax']],
    ['MDN Observatory: connect.sid is a session', `connect.sid=s%3A${random}.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4; Path=/; Secure; SameSite=Lax`, ['error missing-httponly']],
    ['MDN Observatory: so is remember_me', `remember_me=${random}; Path=/; Secure; SameSite=Lax`, ['error missing-httponly']],
    ['MDN Observatory: session_banner_closed is none', 'session_banner_closed=1; Path=/; Secure; SameSite=Lax', []],
    ['MDN Observatory: assessment_id is none', 'assessment_id=4711; Path=/; Secure; SameSite=Lax', []],
    ['one cookie, comma or not', 'cart=a,b; Path=/; Secure; HttpOnly; SameSite=Lax', []],
    ['the name __proto__', '__proto__=1; Path=/; Secure; HttpOnly; SameSite=Lax', []],
    ['4096 octets are kept', `a=${'b'.repeat(4095)}; Secure; HttpOnly; SameSite=Lax; Path=/`, []],
    ['4097 octets are not', `a=${'b'.repeat(4096)}; Secure; HttpOnly; SameSite=Lax; Path=/`, ['error too-large']],
  ])('%s', (_, header, expected) => expect(loud(header, { url }).filter((line) => !/session-id|value-/.test(line))).toEqual(expected))

  it('zaproxy#6482; http-observatory#433: SameSite=None is right for a login that comes back by POST, and for embedded content', () => {
    expect(loud(`oauth_state=${random}; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=600`, { url: `${url}?response_mode=form_post` })).toEqual([])
    expect(loud('widget=1; Path=/; Secure; HttpOnly; SameSite=None; Partitioned', { url })).toEqual([])
    expect(finding('samesite-none', `sid=${random}; Path=/; Secure; HttpOnly; SameSite=None`)?.severity).toBe('warn')
  })

  it('webhint: Secure on http://localhost is no error', () => expect(loud(good, { url: 'http://localhost:3000/' })).toEqual([]))

  it('Domain=github.io on user.github.io is dropped', () => {
    expect(loud('a=b; Domain=github.io; Secure; SameSite=Lax; HttpOnly', { url: 'https://user.github.io/' })).toEqual(['error domain-invalid'])
  })

  it('http-extensions#1600: a lifetime beyond what browsers keep', () => {
    expect(finding('lifetime-capped', 'theme=dark; Path=/; Secure; SameSite=Lax; Max-Age=94608000')?.message).toContain('400')
  })
})

describe('input', () => {
  it('set-cookie-parser#60, #61, #66, #73; tough-cookie#356: a folded header is said to be one, and no cookie is lost in silence', () => {
    const [cookie] = judged(`Set-Cookie: a=1; Path=/; Secure; HttpOnly; SameSite=Lax, sid=${random}; Path=/; Secure; HttpOnly; SameSite=Lax\n`, url)
    expect(cookie?.loud.some((line) => line.endsWith('folded-header'))).toBe(true)
  })

  it('a body that speaks of Set-Cookie is a body', () => {
    expect(judged(`HTTP/1.1 200 OK\nSet-Cookie: ${good}\nContent-Type: text/plain\n\nSet-Cookie: evil=1\nSet-Cookie: worse=1\n`, url).map(({ name }) => name)).toEqual(['__Host-sid'])
  })

  it('twa#37, #56: curl -v with its noise', () => {
    const transcript = [
      '* Connected to app.example.com (192.0.2.1) port 443',
      '> GET /login HTTP/2',
      '> Host: app.example.com',
      '> Cookie: old=1',
      '>',
      '{ [5 bytes data]',
      '< HTTP/2 200',
      `< set-cookie: ${good}`,
      '<',
      '* Connection #0 to host app.example.com left intact',
    ]
    expect(judged(`${transcript.join('\n')}\n`).map(({ name, loud: found }) => [name, found])).toEqual([['__Host-sid', []]])
  })

  it('103 before 200, and the reply of a proxy to CONNECT', () => {
    const text = `HTTP/1.1 200 Connection established\n\nHTTP/1.1 103 Early Hints\nLink: </a.css>\n\nHTTP/1.1 200 OK\nSet-Cookie: ${good}\n\n`
    expect(judged(text, url).map(({ name, loud: found }) => [name, found])).toEqual([['__Host-sid', []]])
  })
})
