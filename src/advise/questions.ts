// What the recommendation depends on. The options of the command, its dialogue and its explanations are made from this table.

export const clients = ['browser', 'spa', 'mobile', 'third-party', 'service'] as const
export const sites = ['same-site', 'cross-site'] as const
export const verifiers = ['one', 'few', 'many', 'edge'] as const
export const revocations = ['immediate', '5m', '15m', 'tolerant'] as const
export const risks = ['low', 'normal', 'high'] as const
export const identities = ['own', 'external'] as const
export const stores = ['yes', 'no'] as const
export const teams = ['ready', 'not-ready'] as const
export const storages = ['memory', 'cookie', 'local-storage'] as const

export interface Answers {
  readonly clients: readonly (typeof clients)[number][]
  /** Of browsers only, as are `store` and `storage`. */
  readonly site?: (typeof sites)[number]
  readonly verifiers: (typeof verifiers)[number]
  readonly revocation: (typeof revocations)[number]
  readonly risk: (typeof risks)[number]
  readonly identity: (typeof identities)[number]
  readonly store?: (typeof stores)[number]
  readonly team: (typeof teams)[number]
  readonly storage?: (typeof storages)[number]
}

export type QuestionName = keyof Answers
export type Choice = Answers['clients'][number] | NonNullable<Answers[Exclude<QuestionName, 'clients'>]>

export interface Question {
  readonly name: QuestionName
  readonly text: string
  /** One line for the help of the command. */
  readonly help: string
  /** Several choices may hold at once. */
  readonly several?: boolean
  /** Asked only when a browser is among the clients. */
  readonly browsersOnly?: boolean
  readonly choices: readonly { readonly value: Choice; readonly label: string }[]
}

const choices = <T extends Choice>(values: readonly T[], labels: Readonly<Record<T, string>>): Question['choices'] => values.map((value) => ({ value, label: labels[value] }))

export const questions: readonly Question[] = [
  {
    name: 'clients',
    text: 'Who calls your application?',
    help: 'who calls your application (repeatable or comma-separated)',
    several: true,
    choices: choices(clients, {
      browser: 'browsers, with pages that the server renders',
      spa: 'browsers, with a single-page application of yours',
      mobile: 'mobile or desktop applications of yours',
      'third-party': 'applications of other people, on behalf of your users',
      service: 'other services, on their own behalf',
    }),
  },
  {
    name: 'site',
    text: 'Do the pages and what they call share one registrable domain?',
    help: 'whether pages and what they call share one registrable domain',
    browsersOnly: true,
    choices: choices(sites, {
      'same-site': 'yes, such as app.example.com and api.example.com',
      'cross-site': 'no, such as example.com and example.net',
    }),
  },
  {
    name: 'verifiers',
    text: 'How many services have to know who is calling?',
    help: 'how many services have to know who is calling',
    choices: choices(verifiers, {
      one: 'one application',
      few: 'a few, which can share a session store',
      many: 'many, or of several teams',
      edge: 'functions or proxies at the edge, far from any store',
    }),
  },
  {
    name: 'revocation',
    text: 'After a logout, a ban or a theft: when must access end?',
    help: 'when access must end after a logout, a ban or a theft',
    choices: choices(revocations, {
      immediate: 'with the next request',
      '5m': 'within five minutes',
      '15m': 'within fifteen minutes',
      tolerant: 'later is fine',
    }),
  },
  {
    name: 'risk',
    text: 'How bad is a stolen login?',
    help: 'how bad a stolen login is',
    choices: choices(risks, {
      low: 'annoying: nothing of worth, nothing personal',
      normal: 'as usual: personal data, ordinary business',
      high: 'severe: money, health, administration, or regulated',
    }),
  },
  {
    name: 'identity',
    text: 'Who logs your users in, and issues tokens?',
    help: 'who logs users in and issues tokens',
    choices: choices(identities, {
      own: 'your application itself',
      external: 'an identity provider (OpenID Connect), bought or run by you',
    }),
  },
  {
    name: 'store',
    text: 'Is there a session store that all instances share, or may there be one?',
    help: 'whether instances share a session store, or may',
    browsersOnly: true,
    choices: choices(stores, { yes: 'yes, such as Redis or a database', no: 'no, and there cannot be one soon' }),
  },
  {
    name: 'team',
    text: 'Can your team run tokens: rotate keys, refresh, check claims everywhere?',
    help: 'whether the team can run key rotation, refresh and claim checks',
    choices: choices(teams, { ready: 'yes', 'not-ready': 'not yet' }),
  },
  {
    name: 'storage',
    text: 'If pages get hold of a token, where do they keep it?',
    help: 'where pages keep a token, if they get hold of one',
    browsersOnly: true,
    choices: choices(storages, {
      memory: 'in memory, or they never get one',
      cookie: 'in a cookie that is HttpOnly',
      'local-storage': 'in localStorage or sessionStorage',
    }),
  },
]

export const hasBrowser = (given: Pick<Answers, 'clients'>): boolean => given.clients.includes('browser') || given.clients.includes('spa')

/** Whether an answer can matter, given the clients. */
export const applies = (question: Question, given: Pick<Answers, 'clients'>): boolean => !question.browsersOnly || hasBrowser(given)

/** Answers in the order of the questions, as words; without those that do not apply. */
export const answered = (answers: Answers): readonly { readonly question: Question; readonly values: readonly Choice[] }[] =>
  questions.filter((question) => applies(question, answers)).map((question) => ({ question, values: [answers[question.name] ?? []].flat() }))

/** The words for an answer, as the question has them. */
export const labelOf = (name: QuestionName, value: Choice): string => questions.find((question) => question.name === name)?.choices.find((choice) => choice.value === value)?.label ?? value
