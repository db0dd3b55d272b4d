// What a design comes to as configuration files: one for each kind of thing that is judged.
import type { PresetName } from '../core/rule.ts'
import type { Decision } from './framework.ts'
import { hasBrowser, type Answers } from './questions.ts'

export interface Configuration {
  /** File name; the first is the one that is found by itself. */
  readonly file: string
  /** What it is for. */
  readonly judges: string
  readonly command: string
  readonly config: { readonly preset: PresetName } & Readonly<Record<string, unknown>>
}

const issuer = 'https://login.example.com'
const audience = 'https://api.example.com'

/** @param known ids of the rules that there are */
export function configurationsOf(answers: Answers, decision: Decision, known: ReadonlySet<string>): readonly Configuration[] {
  const { design } = decision
  const gate = answers.risk === 'high' ? { failOn: 'warn' } : {}
  const issues = design === 'tokens' || design === 'session-and-tokens' || decision.refresh
  const needed = [
    ...(design === 'tokens' ? [] : [session(answers, decision, gate, known)]),
    ...(design === 'session' ? [] : [accessToken(answers, decision, gate, known)]),
    ...(issues ? [tokenResponse(answers, decision, gate, known)] : []),
    ...(answers.identity === 'external' ? [idToken(gate)] : []),
  ]
  return needed.map(({ file, command, ...rest }, i) => {
    const name = i === 0 ? 'authlint.config.json' : file
    return { file: name, judges: rest.judges, command: i === 0 ? command : `${command} --config ${name}`, config: rest.config }
  })
}

type Gate = Readonly<Record<string, string>>

/** Rules in a configuration, without those that there are not: an unknown id would make it invalid. */
function withRules(rules: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): { readonly rules?: Readonly<Record<string, unknown>> } {
  const there = Object.entries(rules).filter(([id]) => known.has(id))
  return there.length > 0 ? { rules: Object.fromEntries(there) } : {}
}

/** Content of localStorage belongs to every script: then what may run as a script matters more. */
const scripts = (answers: Answers): Readonly<Record<string, string>> => (hasBrowser(answers) && answers.storage === 'local-storage' ? { 'response/weak-csp': 'error' } : {})

function session(answers: Answers, { jwtCookie }: Decision, gate: Gate, known: ReadonlySet<string>): Configuration {
  const limits = answers.risk === 'high' ? { 'cookie/session-lifetime-too-long': ['error', { warnAboveSeconds: 8 * 3600, errorAboveSeconds: 24 * 3600 }] } : {}
  const quarter = { warn: '15m', error: '1h' }
  const browser = hasBrowser(answers)
  return {
    file: 'authlint.session.json',
    judges: browser ? 'the cookies of your pages' : 'the responses that hand out the id',
    command: 'curl -si https://app.example.com/login | authlint cookie --url https://app.example.com/login',
    config: {
      preset: browser ? 'browser-session' : 'api',
      ...gate,
      ...(jwtCookie ? { jwt: { lifetime: { 'access-token': quarter, generic: quarter } } } : {}),
      ...(browser ? withRules({ ...limits, ...scripts(answers) }, known) : {}),
    },
  }
}

/** The life of an access token; of one that is minted from a session, the rule knows itself. */
const lifetime = ({ design, accessTokenSeconds = 0 }: Decision) =>
  design === 'session-minted-tokens'
    ? { jwt: {}, rules: { 'jwt/lifetime-too-long': ['error', { sessionMinted: true }] } }
    : { jwt: { lifetime: { 'access-token': { warn: `${accessTokenSeconds / 60}m`, error: '1h' } } }, rules: {} }

function accessToken({ risk }: Answers, decision: Decision, gate: Gate, known: ReadonlySet<string>): Configuration {
  const { jwt, rules } = lifetime(decision)
  return {
    file: 'authlint.access-token.json',
    judges: 'access tokens',
    command: 'authlint jwt @access-token.txt --jwks jwks.json',
    config: { preset: 'rfc9068-access-token', ...gate, jwt: { issuer, audience, algorithms: risk === 'high' ? ['ES256', 'PS256', 'EdDSA'] : ['ES256', 'RS256'], ...jwt }, ...withRules(rules, known) },
  }
}

function tokenResponse(answers: Answers, decision: Decision, gate: Gate, known: ReadonlySet<string>): Configuration {
  const { jwt, rules } = lifetime(decision)
  const lenient = answers.risk === 'low' && answers.revocation === 'tolerant' ? { 'jwt/no-revocation-handle': 'info' } : {}
  const reader = hasBrowser(answers) ? 'cookie --url https://login.example.com/token' : 'jwt'
  return {
    file: 'authlint.api.json',
    judges: hasBrowser(answers) ? 'responses that hand out tokens, and the cookies in them' : 'responses that hand out tokens',
    command: `curl -si https://login.example.com/token -d @form | authlint ${reader}`,
    config: { preset: 'api', ...gate, ...(Object.keys(jwt).length > 0 ? { jwt } : {}), ...withRules({ ...lenient, ...rules, ...scripts(answers) }, known) },
  }
}

const idToken = (gate: Gate): Configuration => ({
  file: 'authlint.id-token.json',
  judges: 'ID tokens',
  command: 'authlint jwt @id-token.txt --jwks jwks.json',
  config: { preset: 'oidc-id-token', ...gate, jwt: { issuer, clientId: 'your-client-id', audience: 'your-client-id' } },
})
