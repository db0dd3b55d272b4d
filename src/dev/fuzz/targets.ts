// What is fuzzed: every way in which a text from outside reaches a parser, with everything that is done to it afterwards.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPolicy } from '../../core/policy.ts'
import { Source } from '../../core/location.ts'
import type { Judged, Report, Terminal } from '../../core/report.ts'
import type { Subject } from '../../core/subject.ts'
import { Tally } from '../../core/tally.ts'
import { loadConfig } from '../../config/load.ts'
import { settingsOf } from '../../config/settings.ts'
import { judge } from '../../engine/judge.ts'
import { rulesFor } from '../../engine/overrides.ts'
import { FlowRecorder } from '../../flow/recorder.ts'
import { responseOf } from '../../http/subjects.ts'
import { readCookieInput } from '../../inputs/cookie-input.ts'
import { parseKeyDocument } from '../../jwt/key-document.ts'
import { findPasted } from '../../jwt/find.ts'
import { gatherFacts } from '../../jwt/gather-facts.ts'
import { parseJwt } from '../../jwt/jwt.ts'
import { noKeys } from '../../jwt/keys.ts'
import { makeJwt } from '../../jwt/make.ts'
import { makeKeys } from '../../jwt/make-keys.ts'
import { formats, loadReporter } from '../../reporters/index.ts'
import { rules } from '../../rules/index.ts'

/** 2026-11-20 18:00:00 UTC. */
const now = 1795197600

const settings = { now, policy: defaultPolicy, showSecrets: false, rulesFor: rulesFor(rules, 'strict', new Map(), [], new Map()) }
const judgeAll = (subjects: Iterable<Subject>): Judged[] => [...subjects].map((subject) => judge(subject, settings))

/** Everything that was found in a text, to be looked at by the caller; an AuthlintError is a fair answer, too. */
export type Target = (text: string, folder: string) => Judged[] | Promise<Judged[]>

const ids = () => {
  let count = 0
  return (kind: string) => `${kind}-${++count}`
}

function token(text: string): Judged[] {
  const nextId = ids()
  return judgeAll(
    findPasted(new Source('fuzz', text)).map(({ excerpt, carrier, undone, jsonForm }) => {
      const parsed = parseJwt(excerpt, carrier, undone, jsonForm)
      return makeJwt(nextId('jwt'), parsed, defaultPolicy, now, gatherFacts(parsed, { keys: noKeys, policy: defaultPolicy, crack: false }))
    }),
  )
}

function messages(text: string): Judged[] {
  const nextId = ids()
  const recorder = new FlowRecorder(new Map())
  const subjects: Subject[] = []
  const { responses } = readCookieInput('fuzz', [text.slice(0, 97), text.slice(97)], { bodies: true, url: new URL('https://app.example.com/') })
  for (const exchange of responses) {
    const response = responseOf(exchange, { now, policy: defaultPolicy, nextId, sentTokens: () => true })
    subjects.push(response, ...response.cookies, ...response.tokens, ...response.sentTokens)
    recorder.take(response, now)
  }
  const { flow } = recorder.flow('flow-1', [])
  return judgeAll(flow ? [...subjects, flow] : subjects)
}

const keys = (text: string): Judged[] => judgeAll(makeKeys(parseKeyDocument(new Source('fuzz', text)), { role: 'public' }, () => 'jwk-1'))

async function config(text: string, folder: string): Promise<Judged[]> {
  const path = join(folder, 'fuzz.json')
  writeFileSync(path, text, 'latin1')
  // A plugin is a program: what it names is not for chance to decide.
  if (!text.includes('plugins')) settingsOf(await loadConfig(path, { ruleIds: rules.map(({ id }) => id) }))
  return []
}

const examplesOf = (...kinds: readonly string[]): readonly string[] => rules.filter(({ meta }) => kinds.includes(meta.kind)).flatMap(({ meta }) => [...meta.examples.bad, ...meta.examples.good])

const asHar = (recording: string): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      entries: recording.split('\n\n').map((head, i) => ({
        startedDateTime: new Date((now + i) * 1000).toISOString(),
        request: { method: 'POST', url: `https://app.example.com/${i}`, headers: [{ name: 'Cookie', value: 'sid=4V0nHg5kq2J7mP8xYb1RzQ' }], postData: { mimeType: 'application/x-www-form-urlencoded', text: 'user=ada&password=x' } },
        response: { status: 200, headers: head.split('\n').flatMap((line) => (line.includes(': ') ? [{ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 2) }] : [])), content: { mimeType: 'application/json', text: '{"access_token":"kJ8sLw02mVq7Rt5yBn3x"}' } },
      })),
    },
  })

const setCookie = (line: string): string => (/^set-cookie/i.test(line) ? line : `Set-Cookie: ${line}`)

export const targets: Readonly<Record<string, { readonly run: Target; readonly seeds: readonly string[] }>> = {
  token: { run: token, seeds: [...examplesOf('jwt', 'jwt-set'), 'Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', '{"protected":"eyJhbGciOiJIUzI1NiJ9","payload":"e30","signature":"AAAA"}'] },
  cookie: { run: messages, seeds: examplesOf('cookie').map(setCookie) },
  message: { run: messages, seeds: [...examplesOf('response', 'flow'), '* Connected to app.example.com\n> GET / HTTP/1.1\n> Host: app.example.com\n>\n< HTTP/1.1 200 OK\n< Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ\n<\n{}'] },
  har: { run: messages, seeds: examplesOf('flow', 'response').map(asHar) },
  key: { run: keys, seeds: examplesOf('jwk') },
  config: {
    run: config,
    seeds: ['{ "preset": "strict", "failOn": "warn", "jwt": { "algorithms": ["ES256"], "clockTolerance": "60s" }, "rules": { "jwt/missing-jti": ["warn", {}] }, "ignore": [{ "rule": "cookie/*", "reason": "x", "until": "2027-01-01" }] } // end', '{ "cookies": { "roles": { "sid": "session" }, "expect": { "sid": { "maxAge": "1h", "sameSite": ["Lax"] } } }, "flow": { "login": "/login" } }'],
  },
}

const terminal: Terminal = { color: true, columns: 80, unicode: true, hyperlinks: true }

/** The whole report in every format. */
export async function reported(judged: readonly Judged[]): Promise<readonly string[]> {
  const tally = new Tally()
  for (const one of judged) tally.add(one)
  const report: Report = { tool: { name: 'authlint', version: '0.0.0' }, command: 'fuzz', now, rules: new Map(rules.map(({ id, meta }) => [id, meta])), ok: true, ...tally.totals, judged, notes: [], problems: [] }
  return Promise.all(formats.map(async (format) => (await loadReporter(format)).end(report, terminal)))
}
