import { utf8 } from '../../cookie/cookie.ts'
import { identity, type StoredCookie } from '../../cookie/jar.ts'
import { isSensitive } from '../../cookie/role.ts'
import { visible } from '../../core/text.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import { KeptCookies, scopeInWords, type KeptCookie } from '../../flow/kept.ts'
import { redirectChain } from '../../flow/logout.ts'
import { clearsCookies, type CookieOutcome, type Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/deletion-misses-cookie',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'firm',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cookie is deleted with another Domain or Path than it was set with, so it stays.',
    rationale: 'To a browser, name, Domain, Path and Partitioned together identify the cookie. A deletion that differs in one of them deletes a cookie that does not exist, and the real one is still sent.',
    remediation: 'Delete with the Domain, Path and Partitioned with which the cookie was set; in most frameworks, give clearCookie the same options.',
    references: ['RFC 6265bis section 5.7', 'ASVS 7.4.1', 'ASVS 14.3.1', 'OWASP Session Management Cheat Sheet', 'CWE-613'],
    messages: {
      missed: '{step} deletes the cookie {name} for {tried}, but {set} set it for {scope}: nothing is deleted.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/login HTTP/1.1
Content-Type: application/x-www-form-urlencoded

user=ada&password=correct-horse

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=example.com

POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax`,
      ],
      good: [
        `POST https://app.example.com/login HTTP/1.1
Content-Type: application/x-www-form-urlencoded

user=ada&password=correct-horse

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=example.com

POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=example.com`,
      ],
    },
    notes: 'Needs the response that set the cookie: the scope of a cookie from before the recording is not known. Silent when the same answer sets the cookie anew, as in a move from one Path to another. A warning outside a logout, a note for cookies that open nothing.',
  },
  check(flow, { report }) {
    const kept = new KeptCookies()
    const told = new Set<string>()
    const logouts = new Set(flow.eventsNamed('logout').map(({ step }) => step))
    for (const step of flow.steps) {
      for (const missed of missedBy(flow, step, kept)) {
        const { cookie, role } = missed.kept
        const key = identity(cookie)
        if (told.has(key) || role === 'infrastructure' || role === 'analytics') continue
        told.add(key)
        const atLogout = logouts.has(step.number)
        report({
          messageId: 'missed',
          data: { step: stepName(step), name: visible(utf8(cookie.name), 60), tried: scopeInWords(missed.deletion.effective), set: `#${missed.kept.step}`, scope: scopeInWords(cookie) },
          at: at(step, missed.deletion),
          confidence: atLogout ? 'certain' : 'tentative',
          ...(isSensitive({ role }) ? {} : { severity: 'info' as const }),
          fix: `Send Set-Cookie: ${deletionOf(cookie)}`,
        })
      }
      kept.take(step)
    }
  },
})

interface Missed {
  readonly kept: KeptCookie
  readonly deletion: CookieOutcome
}

/** Cookies that stay, each with a deletion that was meant for it. */
function missedBy(flow: Flow, step: Step, kept: KeptCookies): readonly Missed[] {
  const { url, outcomes, time } = step
  const deletions = outcomes.filter(({ did }) => did === 'nothing-to-delete')
  if (!url || deletions.length === 0 || clearsCookies(step)) return []
  const chain = redirectChain(flow, step)
  const gone = new Set(chain.flatMap((one) => one.outcomes.flatMap(({ did, before }) => (did === 'deleted' && before ? [identity(before)] : []))))
  if (chain.some(clearsCookies)) return []
  return [...new Map(deletions.map((deletion) => [deletion.name, deletion])).values()]
    .filter(({ name }) => !outcomes.some((other) => other.name === name && other.stored !== undefined))
    .flatMap((deletion) => kept.named(deletion.name, url, time).filter(({ cookie }) => !gone.has(identity(cookie))).map((one) => ({ kept: one, deletion })))
}

const deletionOf = ({ name, domain, hostOnly, path, secure, partitioned }: StoredCookie): string =>
  visible([`${utf8(name)}=`, 'Max-Age=0', `Path=${path}`, ...(hostOnly ? [] : [`Domain=${domain}`]), ...(secure ? ['Secure'] : []), ...(partitioned ? ['Partitioned'] : [])].join('; '), 500)
