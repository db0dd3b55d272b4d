// One report for every reporter: plain data, with everything in it that an attacker may choose.
import { ExactNumber } from '../../src/core/json.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { Judged, Report, ReportContext, Terminal } from '../../src/core/report.ts'
import type { RuleMeta } from '../../src/core/rule.ts'
import type { SubjectKind, SubjectView } from '../../src/core/subject.ts'
import { Tally } from '../../src/core/tally.ts'
import type { CookieReading } from '../../src/core/view.ts'
import { testNow } from '../subjects.ts'

/** Escape sequences, bidirectional override, forged lines and annotations, and an exit from each syntax that is written. */
export const hostile =
  '\u001b[2J\u001b[31mred\u202eevil\u2066\r\n::error::forged%0A</script><img src=x onerror=alert(1)>]]><!-- `code` **bold** | pipe @admin #1 [link](javascript:alert(1)) https://evil.example \u0000\u009b\u2028 "quoted" \'single\' &amp; \ud800'

export const plain: Terminal = { color: false, columns: 80, unicode: true, hyperlinks: false }

const rule = (kind: SubjectKind, severity: 'error' | 'warn' | 'info', summary: string, references: readonly string[]): RuleMeta => ({
  kind,
  severity,
  confidence: 'certain',
  since: '0.1.0',
  summary,
  rationale: 'A reader of this report wants to know what an attacker does with it.',
  remediation: 'Change what the issuer sends, and have the verifier reject what it sent before.',
  references,
  messages: { said: 'Said.' },
  examples: { bad: [], good: [] },
})

const rules: ReadonlyMap<string, RuleMeta> = new Map([
  ['cookie/missing-secure', rule('cookie', 'error', 'A session cookie may travel over http.', ['ASVS 3.3.1', 'CWE-614'])],
  ['cookie/rejected', rule('cookie', 'error', 'No browser keeps this cookie.', ['RFC 6265bis section 4.1.3'])],
  ['flow/session-valid-after-logout', rule('flow', 'error', 'The session lives on after the logout.', ['ASVS 7.4.1', 'CWE-613'])],
  ['jwt/alg-none', rule('jwt', 'error', 'The token is unsigned: its alg is none.', ['RFC 8725 section 3.2', 'CWE-347'])],
  ['jwt/aud-mismatch', rule('jwt', 'error', 'The token is meant for somebody else.', ['RFC 8725 section 3.9', 'ASVS 9.2.3', 'CWE-347'])],
  ['jwt/missing-jti', rule('jwt', 'info', 'The token has no id of its own.', ['RFC 9068 section 2.2'])],
  ['jwt/unknown-claim', rule('jwt', 'warn', 'A claim that nobody asked for is in the token.', ['CWE-213'])],
])

const source = (input: string, line = 1, column = 1) => ({ input, line, column })

const accessToken: SubjectView = {
  id: 'jwt-1',
  kind: 'jwt',
  source: source('argument 1'),
  jwt: {
    serialization: 'jws',
    carrier: 'bare',
    undone: ['percent-encoding'],
    token: 'eyJhbGci….eyJpc3Mi….(signature of 256 octets)',
    header: { alg: 'RS256', typ: 'at+jwt', kid: 'k1' },
    claims: {
      iss: 'https://issuer.example',
      sub: 'u_42',
      aud: 'https://other.example',
      iat: testNow - 180,
      nbf: testNow - 120,
      exp: testNow + 720,
      jti: '6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11',
      serial: new ExactNumber('12345678901234567890'),
      realm_access: { roles: ['reader', 'writer'], levels: [1, 2] },
      email: '(e-mail address)',
      [hostile]: hostile,
    },
    algorithm: 'RSASSA-PKCS1-v1_5 with SHA-256',
    type: 'access-token',
    typeConfidence: 'certain',
    typeReason: 'typ is at+jwt',
    signature: {
      status: 'valid',
      reason: 'The signature is right.',
      hints: [],
      key: { source: 'file jwks.json', kid: 'k1', thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs', description: 'RSA 2048' },
    },
    claimsCheck: { status: 'failed', failed: ['aud'] },
  },
}

const oldToken: SubjectView = {
  id: 'jwt-2',
  kind: 'jwt',
  source: source(hostile, 7, 12),
  jwt: {
    serialization: 'jws',
    carrier: 'cookie sid',
    token: 'eyJhbGci….eyJleHAi….(signature of 32 octets)',
    header: { alg: 'HS256' },
    claims: { iat: testNow - 86400 * 3, exp: testNow - 86400 * 2 },
    algorithm: 'HMAC with SHA-256',
    type: 'generic',
    typeConfidence: 'firm',
    typeReason: 'nothing marks it as a particular kind',
    signature: { status: 'not-checked', reason: 'No key was given.', hints: ['The key set has a key of another type.'] },
    claimsCheck: { status: 'failed', failed: ['exp'] },
  },
}

const brokenToken: SubjectView = {
  id: 'jwt-3',
  kind: 'jwt',
  source: source('tokens.txt', 3, 1),
  jwt: {
    serialization: 'jws',
    carrier: 'bare',
    token: 'eyJhbGci….e.(signature of 0 octets)',
    header: null,
    claims: null,
    payload: '(2 characters that are not a JSON object)',
    type: 'generic',
    typeConfidence: 'firm',
    typeReason: 'nothing marks it as a particular kind',
    signature: { status: 'invalid', reason: 'The header cannot be read.', hints: [] },
    claimsCheck: { status: 'failed', failed: [] },
  },
}

const effective = { domain: 'app.example.com', hostOnly: true, path: '/', secure: true, httpOnly: true, sameSite: null, persistent: false, expires: null, partitioned: false }

const reading: CookieReading = { reader: 'Chromium', outcome: 'kept', name: 'sid', valueOctets: 36, domain: 'app.example.com', hostOnly: true, path: '/', secure: false, httpOnly: true, sameSite: null, expires: null }

const sessionCookie: SubjectView = {
  id: 'cookie-1',
  kind: 'cookie',
  source: source('stdin', 4, 13),
  cookie: {
    name: 'sid',
    value: '(36 octets)',
    url: 'https://app.example.com/login',
    role: 'session',
    roleConfidence: 'firm',
    roleReason: 'its name',
    deletes: false,
    attributes: [
      { name: 'Path', value: '/' },
      { name: 'HttpOnly', value: null },
    ],
    browser: { stored: true, reasons: [], effective: { ...effective, secure: false }, differs: [] },
    compare: [
      ...['Chromium', 'Firefox', 'Safari', 'curl'].map((reader) => ({ ...reading, reader })),
      { ...reading, reader: 'set-cookie-parser', domain: null },
      { ...reading, reader: 'tough-cookie', name: 'sid|other', sameSite: 'lax', hostOnly: false, expires: '2026-11-21T18:00:00.000Z' },
    ],
  },
}

const hostCookie: SubjectView = {
  id: 'cookie-2',
  kind: 'cookie',
  source: source('stdin', 5, 13),
  cookie: {
    name: '__Host-preferences',
    value: '(9 octets)',
    role: 'preference',
    roleConfidence: 'tentative',
    roleReason: 'its name',
    deletes: false,
    attributes: [
      { name: 'Domain', value: 'example.com' },
      { name: 'Max-Age', value: '86400' },
      { name: 'SameSite', value: 'Strict' },
    ],
    browser: {
      stored: false,
      reasons: ['EXCLUDE_INVALID_PREFIX'],
      effective: { ...effective, domain: 'example.com', hostOnly: false, sameSite: 'Strict', persistent: true, expires: '2026-11-21T18:00:00.000Z', partitioned: true },
      differs: [{ browser: 'firefox', stored: true, effective: {}, why: 'It does not know this prefix in lower case.' }],
      note: 'No URL is known, so rules about the host were left out.',
    },
  },
}

const hostileCookie: SubjectView = {
  id: 'cookie-3',
  kind: 'cookie',
  source: source('stdin', 6, 13),
  cookie: {
    name: hostile,
    value: '(1 octet)',
    role: 'other',
    roleConfidence: 'tentative',
    roleReason: 'nothing tells what it is for',
    deletes: true,
    attributes: [{ name: hostile, value: hostile }],
    browser: { stored: false, reasons: [], effective, differs: [] },
    compare: [
      { ...reading, reader: 'Chromium', outcome: 'dropped' },
      { ...reading, reader: hostile, name: hostile, domain: hostile, hostOnly: false, path: hostile, sameSite: hostile },
    ],
  },
}

const recordedFlow: SubjectView = {
  id: 'flow-1',
  kind: 'flow',
  source: source('login.har', 12, 7),
  flow: {
    url: 'https://app.example.com',
    exchanges: 9,
    design: { name: 'session', title: 'server session: a cookie with an opaque id', evidence: ['session id in a cookie: session sid (1), session sid (2)'] },
    events: [
      { name: 'login', step: 2, confidence: 'firm', why: 'POST with a password, answered 302' },
      { name: 'logout', step: 8, confidence: 'tentative', why: hostile },
    ],
    steps: [
      { number: 1, method: 'GET', url: 'https://app.example.com/login', status: 200, events: [], sent: [], received: [], cookies: [{ name: 'sid', role: 'session', did: 'set', label: 'session sid (1)' }] },
      {
        number: 2,
        method: 'POST',
        url: 'https://app.example.com/login',
        status: 302,
        events: ['login'],
        sent: [{ label: 'session sid (1)', place: 'cookie' }],
        received: [{ label: 'access token (1)', place: 'url' }],
        cookies: [
          { name: 'sid', role: 'session', did: 'replaced', label: 'session sid (2)', before: 'session sid (1)' },
          { name: 'theme', role: 'preference', did: 'set' },
          { name: '__Host-x', role: 'other', did: 'rejected', reasons: ['EXCLUDE_INVALID_PREFIX'] },
        ],
      },
      ...[3, 4, 5].map((number) => ({ number, method: 'GET', url: `https://app.example.com/${number}`, status: 200, events: [], sent: [{ label: 'session sid (2)', place: 'cookie' }], received: [], cookies: [] })),
      { number: 8, method: hostile, url: hostile, status: 204, events: ['logout'], sent: [{ label: 'session sid (2)', place: 'cookie' }], received: [{ label: hostile, place: 'body' }], cookies: [{ name: hostile, role: 'session', did: 'deleted', before: 'session sid (2)' }] },
      { number: 9, method: 'GET', url: 'https://app.example.com/account', status: 200, events: [], sent: [{ label: 'session sid (2)', place: 'cookie', ended: 8 }], received: [], cookies: [] },
    ],
    jar: [{ name: 'theme', role: 'preference', domain: 'app.example.com', hostOnly: true, path: '/', secure: true, httpOnly: false, sameSite: 'Lax', persistent: true, expires: '2026-11-21T18:00:00.000Z', partitioned: false }],
    practices: [
      { id: 'session-rotated', practice: 'The login makes a new session id.', status: 'kept', why: 'the login in #2 gave session sid (2)', rules: ['flow/session-id-not-rotated'] },
      { id: 'logout-ends-session', practice: 'Logging out ends the session at the server.', status: 'broken', why: 'flow/session-valid-after-logout', rules: ['flow/session-valid-after-logout'] },
      { id: 'session-store', practice: 'Sessions live in a shared store.', status: 'not-visible', why: 'only the server knows', rules: [] },
    ],
  },
}

const finding = (subject: SubjectView, part: Omit<Finding, 'subject' | 'confidence' | 'references' | 'location'> & { readonly at?: string; readonly confidence?: Finding['confidence'] }): Finding => {
  const { at, confidence = 'certain', ...rest } = part
  return {
    ...rest,
    confidence,
    subject: subject.id,
    references: rules.get(part.rule)?.references ?? [],
    location: { ...subject.source, endColumn: subject.source.column + 20, ...(at === undefined ? {} : { pointer: at }) },
  }
}

export const judged: readonly Judged[] = [
  {
    subject: sessionCookie,
    findings: [
      finding(sessionCookie, {
        rule: 'cookie/missing-secure',
        severity: 'error',
        message: 'Anyone on the network path can read this session id over http.',
        evidence: 'Set-Cookie: sid=(36 octets); Path=/; HttpOnly',
        fix: 'Send: Set-Cookie: __Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax',
        at: 'name',
      }),
    ],
    suppressed: [],
  },
  {
    subject: hostCookie,
    findings: [
      finding(hostCookie, {
        rule: 'cookie/rejected',
        severity: 'error',
        message: 'Chromium does not keep this cookie: a __Host- cookie must not have a Domain.',
        evidence: 'Set-Cookie: __Host-preferences=(9 octets); Domain=example.com; Max-Age=86400; SameSite=Strict',
        fix: 'Leave Domain out.',
        at: 'Domain',
      }),
    ],
    suppressed: [],
  },
  {
    subject: hostileCookie,
    findings: [finding(hostileCookie, { rule: 'cookie/rejected', severity: 'warn', confidence: 'tentative', message: hostile, evidence: hostile, fix: hostile, at: hostile })],
    suppressed: [],
  },
  {
    subject: accessToken,
    findings: [
      finding(accessToken, {
        rule: 'jwt/aud-mismatch',
        severity: 'error',
        message: 'This token is for https://other.example, not for https://api.example.',
        evidence: 'claims.aud = "https://other.example"',
        fix: 'Reject it, and ask the issuer for a token whose audience is this API.',
        at: 'claims.aud',
      }),
      finding(accessToken, {
        rule: 'jwt/unknown-claim',
        severity: 'warn',
        message: `Nobody asked for the claim "${hostile}".`,
        evidence: `claims.${hostile} = 1`,
        fix: 'Leave it out.',
        at: `claims.${hostile}`,
      }),
    ],
    suppressed: [
      {
        ...finding(accessToken, { rule: 'jwt/missing-jti', severity: 'info', message: 'This token has no id of its own.', evidence: 'claims without jti', fix: 'Add jti.', at: 'claims' }),
        suppression: { kind: 'ignore', reason: `told ${hostile}`, until: '2027-03-31' },
      },
    ],
  },
  { subject: oldToken, findings: [finding(oldToken, { rule: 'jwt/missing-jti', severity: 'info', message: 'This token has no id of its own.', evidence: 'claims without jti', fix: 'Add jti.', at: 'claims' })], suppressed: [] },
  { subject: brokenToken, findings: [], suppressed: [] },
  {
    subject: recordedFlow,
    findings: [
      finding(recordedFlow, {
        rule: 'flow/session-valid-after-logout',
        severity: 'error',
        message: 'session sid (2) is still taken after the logout.',
        evidence: '#9 GET https://app.example.com/account: status 200',
        fix: 'Destroy the session record at logout.',
        at: 'step[9]',
      }),
    ],
    suppressed: [],
  },
]

export const context: ReportContext = { tool: { name: 'authlint', version: '0.1.0' }, command: 'jwt', now: testNow, rules }

export function reportOf(some: readonly Judged[], rest: Partial<Report> = {}): Report {
  const tally = new Tally()
  for (const one of some) tally.add(one)
  return { ...context, ok: tally.summary.error === 0, ...tally.totals, judged: some, notes: [], problems: [], ...rest }
}

export const report = reportOf(judged, {
  notes: ['curl -i, 2 responses', hostile],
  problems: [{ code: 'INPUT_UNRECOGNISED', message: `line 9 of ${hostile} is no token`, hint: 'Look at it.' }],
})
