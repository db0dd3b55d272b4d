// The decision framework: the first rule that matches decides. Everything else follows from its design and the answers.
import { answered, hasBrowser, type Answers, type Choice, type Question, type QuestionName } from './questions.ts'

export type Design = 'session' | 'session-and-tokens' | 'session-minted-tokens' | 'tokens'

export const designs: Readonly<Record<Design, { readonly title: string; readonly short: string; readonly summary: string }>> = {
  session: {
    title: 'Server session',
    short: 'a server session',
    summary: 'The client holds a random id and nothing else; what it may do is looked up at each request and ends the moment the record is gone.',
  },
  'session-and-tokens': {
    title: 'Hybrid: a session for the browser, tokens for the rest',
    short: 'hybrid, a session for the browser and tokens for the rest',
    summary: 'Browsers hold a session cookie; whatever is no browser, or cannot reach the session, gets short-lived access tokens (JWT).',
  },
  'session-minted-tokens': {
    title: 'Hybrid: a session at the edge that mints short-lived tokens',
    short: 'hybrid, a session that mints tokens',
    summary: 'Browsers hold a session cookie; behind the edge each request carries a signed token of at most five minutes, minted from the session as long as it lives.',
  },
  tokens: {
    title: 'Access tokens (JWT)',
    short: 'access tokens (JWT)',
    summary: 'Clients hold short-lived signed access tokens, which every service verifies by itself; a record on the server decides whether they get new ones.',
  },
}

interface FrameworkRule {
  readonly id: string
  readonly design: Design
  when(answers: Answers): boolean
  /** Answers that it looks at, those that decided first. */
  readonly decidedBy: readonly QuestionName[]
  readonly why: string
}

const among = <T>(value: T, ...values: readonly T[]): boolean => values.includes(value)
const manyVerifiers = ({ verifiers }: Answers): boolean => among(verifiers, 'many', 'edge')
const onlyBrowsers = ({ clients }: Answers): boolean => clients.every((client) => among(client, 'browser', 'spa'))
const crossSite = ({ site }: Answers): boolean => site === 'cross-site'

const rules: readonly FrameworkRule[] = [
  {
    id: 'browser-many-verifiers-quick-end',
    design: 'session-minted-tokens',
    when: (answers) => hasBrowser(answers) && manyVerifiers(answers) && among(answers.revocation, 'immediate', '5m'),
    decidedBy: ['clients', 'verifiers', 'revocation'],
    why: 'Browsers are served best by a session, and so many services cannot all ask its store; but tokens that live for longer than minutes would outlast the end that you demand.',
  },
  {
    id: 'browser-many-verifiers-high-risk',
    design: 'session-minted-tokens',
    when: (answers) => hasBrowser(answers) && manyVerifiers(answers) && answers.risk === 'high',
    decidedBy: ['clients', 'verifiers', 'risk'],
    why: 'Browsers are served best by a session, and so many services cannot all ask its store; but where a stolen login is severe, a token that leaks behind the edge must be worthless within minutes.',
  },
  {
    id: 'browser-and-others',
    design: 'session-and-tokens',
    when: (answers) => hasBrowser(answers) && answers.clients.some((client) => among(client, 'mobile', 'third-party')),
    decidedBy: ['clients'],
    why: 'A browser keeps nothing safer than an HttpOnly cookie, while the other clients need something that they can carry and refresh by themselves.',
  },
  {
    id: 'browser-many-verifiers',
    design: 'session-and-tokens',
    when: (answers) => hasBrowser(answers) && manyVerifiers(answers),
    decidedBy: ['clients', 'verifiers'],
    why: 'A browser keeps nothing safer than an HttpOnly cookie, while so many services need something that they can verify without asking its store.',
  },
  {
    id: 'spa-one-api',
    design: 'session',
    when: (answers) => answers.clients.length === 1 && answers.clients.includes('spa') && answers.verifiers === 'one' && !crossSite(answers),
    decidedBy: ['clients', 'verifiers', 'site'],
    why: 'A single-page application and its one API on the same site need no token: the cookie goes along by itself, no script can read it, and it ends when the server says so.',
  },
  {
    id: 'browser-same-site',
    design: 'session',
    when: (answers) => onlyBrowsers(answers) && !crossSite(answers) && !manyVerifiers(answers) && answers.store !== 'no',
    decidedBy: ['clients', 'site', 'verifiers', 'store'],
    why: 'Browsers on your own site, few services and a store that they share: nothing here needs a token, and a session can be ended at any moment.',
  },
  {
    id: 'no-browser',
    design: 'tokens',
    when: (answers) => !hasBrowser(answers),
    decidedBy: ['clients'],
    why: 'No browser is involved, so a cookie has no advantage; these clients can hold a token, and services can verify it without asking back.',
  },
  {
    id: 'no-store',
    design: 'tokens',
    when: ({ store, revocation }) => store === 'no' && among(revocation, '15m', 'tolerant'),
    decidedBy: ['store', 'revocation'],
    why: 'Without a shared store nobody could look a session up, and access may outlive a logout by the minutes that an access token lives.',
  },
  {
    id: 'store-to-come',
    design: 'session',
    when: ({ store }) => store === 'no',
    decidedBy: ['store', 'revocation'],
    why: 'Access that must end within minutes needs a record that can be deleted. There is no store for it yet: it has to come, for tokens would need a deny list, which is a store as well.',
  },
  {
    id: 'cross-site',
    design: 'session',
    when: crossSite,
    decidedBy: ['clients', 'site', 'verifiers'],
    why: 'Browsers block cookies of other sites more and more. A server of yours on the site of the pages (a backend for the frontend) brings the session home, and calls the other site itself.',
  },
  {
    id: 'default',
    design: 'session',
    when: () => true,
    decidedBy: ['clients', 'verifiers', 'store'],
    why: 'Nothing here needs tokens for the users: a session is what is hardest to get wrong, and it can be ended at any moment.',
  },
]

/** Names of the rules, in the order in which they are tried. */
export const frameworkRules: readonly string[] = rules.map(({ id }) => id)

/** How tokens that are still valid by their dates are called back. */
export type RevocationCheck = 'none' | 'sensitive-actions' | 'every-request'

/** What the answers come to, before it is put into words. */
export interface Decision {
  readonly rule: string
  readonly design: Design
  readonly why: string
  readonly decidedBy: readonly QuestionName[]
  /** The design that would have fitted, had the team been ready for it. */
  readonly deferred?: Design
  /** Longest life of an access token, in seconds; undefined where there is none. */
  readonly accessTokenSeconds?: number
  /** Whether a JWT of 15 minutes in an HttpOnly cookie would do as well as a session. */
  readonly jwtCookie: boolean
  /** Whether clients get refresh tokens. */
  readonly refresh: boolean
  readonly revocationCheck: RevocationCheck
  /** How long access goes on after it was revoked, at most, in seconds; sensitive actions may end sooner. */
  readonly lagSeconds: number
}

export function decide(answers: Answers): Decision {
  const fitting = rules.filter(({ when }) => when(answers))
  // Tokens want a team that can run them, or a product that does.
  const tokensManageable = answers.team === 'ready' || answers.identity === 'external'
  const manageable = fitting.filter(({ design }) => design === 'session' || tokensManageable)
  const [wanted, taken] = [fitting[0], manageable[0]]
  if (!wanted || !taken) throw new Error('the last rule of the framework matches everything')
  const { id: rule, design, why } = taken
  const deferred = wanted !== taken && wanted.design !== design
  return {
    rule,
    design,
    why: deferred ? 'Tokens have to be run: keys rotated, refreshes recorded, claims checked by every service. Until you can, or a product does it for you, random ids that the server looks up are the safer choice for every client.' : why,
    decidedBy: deferred ? ['team', 'identity'] : taken.decidedBy,
    ...(deferred ? { deferred: wanted.design } : {}),
    jwtCookie: rule === 'spa-one-api' && tokensManageable && among(answers.revocation, '15m', 'tolerant') && answers.risk !== 'high',
    ...tokensOf(design, answers),
  }
}

const minutes = 60

function tokensOf(design: Design, answers: Answers): Pick<Decision, 'accessTokenSeconds' | 'refresh' | 'revocationCheck' | 'lagSeconds'> {
  if (design === 'session') return { refresh: false, revocationCheck: 'none', lagSeconds: 0 }
  const minted = design === 'session-minted-tokens'
  const others = answers.clients.filter((client) => !among(client, 'browser', 'spa'))
  const accessTokenSeconds = (minted || answers.risk === 'high' || among(answers.revocation, 'immediate', '5m') ? 5 : 15) * minutes
  // A token alone cannot be called back at once: then verifiers must ask.
  const revocationCheck = minted ? 'sensitive-actions' : answers.revocation === 'immediate' ? 'every-request' : answers.risk === 'high' ? 'sensitive-actions' : 'none'
  return {
    accessTokenSeconds,
    // Services ask anew with their own credentials (RFC 6749 section 4.4.3).
    refresh: minted ? others.some((client) => client !== 'service') : others.length === 0 || others.some((client) => client !== 'service'),
    revocationCheck,
    lagSeconds: revocationCheck === 'every-request' ? 0 : accessTokenSeconds,
  }
}

/** Another answer to one question, and the design that it would lead to. */
export interface Change {
  readonly question: Question
  readonly values: readonly Choice[]
  /** For a question with several choices: whether these would come in addition, or go. */
  readonly how: 'instead' | 'added' | 'removed'
  readonly design: Design
}

/** Every change of a single answer that leads to another design, grouped by where it leads. */
export function changesOf(answers: Answers): readonly Change[] {
  const { design } = decide(answers)
  const changes: Change[] = []
  for (const { question } of answered(answers)) {
    for (const { value } of question.choices) {
      const [changed, how] = withAnswer(answers, question, value)
      const leadsTo = changed && decide(changed).design
      if (leadsTo === undefined || leadsTo === design) continue
      const same = changes.findIndex((change) => change.question === question && change.how === how && change.design === leadsTo)
      const values = [...(changes[same]?.values ?? []), value]
      if (same === -1) changes.push({ question, values, how, design: leadsTo })
      else changes[same] = { question, values, how, design: leadsTo }
    }
  }
  return changes
}

/** The answers with one of them changed; nothing when it is given already or nobody would be left. */
function withAnswer(answers: Answers, question: Question, value: Choice): [Answers | undefined, Change['how']] {
  if (!question.several) return [answers[question.name] === value ? undefined : { ...answers, [question.name]: value }, 'instead']
  const removed = answers.clients.filter((client) => client !== value)
  if (removed.length === answers.clients.length) return [{ ...answers, clients: [...removed, value as Answers['clients'][number]] }, 'added']
  return [removed.length === 0 ? undefined : { ...answers, clients: removed }, 'removed']
}
