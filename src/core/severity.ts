/** How much a finding matters: `error` breaks a MUST or is a proof, `warn` is strong advice, `info` is hygiene. */
export type Severity = 'error' | 'warn' | 'info'
/** What a preset or the user makes of a rule. */
export type RuleSetting = Severity | 'off'
/** How sure a finding is: `certain` is proof, `firm` a strong pattern, `tentative` a guess from a name. */
export type Confidence = 'certain' | 'firm' | 'tentative'
/** The least severity that makes a run fail; inclusive. */
export type FailOn = Severity | 'never'

export const severities: readonly Severity[] = ['error', 'warn', 'info']
export const ruleSettings: readonly RuleSetting[] = [...severities, 'off']
export const failOnLevels: readonly FailOn[] = [...severities, 'never']

const rank: Record<FailOn, number> = { info: 1, warn: 2, error: 3, never: 4 }

export const atLeast = (severity: Severity, floor: FailOn): boolean => rank[severity] >= rank[floor]

/** The milder of two severities. */
export const milder = (a: Severity, b: Severity): Severity => (rank[a] <= rank[b] ? a : b)

/** Orders worst first. */
export const bySeverity = (a: Severity, b: Severity): number => rank[b] - rank[a]

const sureness: Record<Confidence, number> = { tentative: 1, firm: 2, certain: 3 }

/** A conclusion is as sure as the least sure thing it rests on. */
export const leastSure = (a: Confidence, b: Confidence): Confidence => (sureness[a] <= sureness[b] ? a : b)
