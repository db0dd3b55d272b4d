// What a rule from outside has to be: everything that reports, `rules` and `explain` print from it.
import { nearest } from '../core/nearest.ts'
import { presetNames, type Rule, type RuleReport } from '../core/rule.ts'
import { severities, type Confidence } from '../core/severity.ts'
import { subjectKinds } from '../core/subject.ts'

type Check = readonly [holds: (value: unknown) => boolean, wanted: string]

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const texts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === 'string')
const text: Check = [isText, 'a text']
const oneOf = (accepted: readonly string[]): Check => [(value) => accepted.includes(value as string), accepted.join(', ')]
const optional = ([holds, wanted]: Check): Check => [(value) => value === undefined || holds(value), wanted]

const confidences: readonly Confidence[] = ['certain', 'firm', 'tentative']
const settings: readonly string[] = [...severities, 'off']
const otherPresets: readonly string[] = presetNames.filter((name) => name !== 'recommended')

const members: Readonly<Record<string, Check>> = {
  id: [(value) => typeof value === 'string' && /^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(value), 'namespace/name in small letters, digits and -'],
  meta: [isObject, 'an object'],
  check: [(value) => typeof value === 'function', 'a function'],
  defaults: optional([isObject, 'an object']),
  presetOptions: optional([(value) => isObject(value) && Object.entries(value).every(([name, options]) => presetNames.some((known) => known === name) && isObject(options)), 'an object: preset to options']),
}

const metaMembers: Readonly<Record<string, Check>> = {
  kind: oneOf(subjectKinds),
  severity: oneOf(settings),
  confidence: oneOf(confidences),
  since: text,
  summary: text,
  rationale: text,
  remediation: text,
  references: [texts, 'a list of texts'],
  messages: [(value) => isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isText), 'an object: message id to text'],
  examples: [(value) => isObject(value) && texts(value['bad']) && texts(value['good']), '{ bad: [...], good: [...] } of texts'],
  presets: optional([(value) => isObject(value) && Object.entries(value).every(([name, setting]) => otherPresets.includes(name) && settings.includes(setting as string)), `an object: preset to ${settings.join(', ')}`]),
  notes: optional(text),
}

/** What is wrong with a rule; empty when nothing is. */
export function ruleProblems(rule: unknown): readonly string[] {
  if (!isObject(rule)) return [`it is ${rule === null ? 'null' : Array.isArray(rule) ? 'a list' : `a ${typeof rule}`}, not an object`]
  return [...held(rule, members, ''), ...(isObject(rule['meta']) ? held(rule['meta'], metaMembers, 'meta.') : [])]
}

function held(value: Readonly<Record<string, unknown>>, checks: Readonly<Record<string, Check>>, prefix: string): readonly string[] {
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(checks, key))
  return [
    ...unknown.map((key) => {
      const near = nearest(key, Object.keys(checks))
      return `${prefix}${key} is unknown${near ? ` (did you mean ${near}?)` : ''}`
    }),
    ...Object.entries(checks).flatMap(([key, [holds, wanted]]) => (holds(value[key]) ? [] : [`${prefix}${key} ${value[key] === undefined ? 'is missing' : 'is something else'} (${wanted})`])),
  ]
}

/** What is wrong with a report; undefined when nothing is. */
export function reportProblem({ meta }: Rule, report: RuleReport): string | undefined {
  if (!isObject(report)) return 'report() wants an object'
  const { messageId, severity, confidence, at, fix } = report as RuleReport
  if (!Object.hasOwn(meta.messages, messageId ?? '')) return `report() names the message ${JSON.stringify(messageId)}, and the rule has ${Object.keys(meta.messages).join(', ')}`
  if (severity !== undefined && !severities.includes(severity)) return `report() has the severity ${JSON.stringify(severity)}: ${severities.join(', ')}`
  if (confidence !== undefined && !confidences.includes(confidence)) return `report() has the confidence ${JSON.stringify(confidence)}: ${confidences.join(', ')}`
  if (at !== undefined && typeof at !== 'string') return 'at of report() is no text'
  if (fix !== undefined && typeof fix !== 'string' && !texts(fix)) return 'fix of report() is neither a text nor a list of texts'
  return undefined
}
