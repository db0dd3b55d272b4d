import * as z from 'zod/mini'
import { cookieRoles } from '../core/cookie-roles.ts'
import { eventNames } from '../core/event-names.ts'
import { parseDuration } from '../core/duration.ts'
import { tokenKinds } from '../core/policy.ts'
import { presetNames } from '../core/rule.ts'
import { failOnLevels, severities } from '../core/severity.ts'

// The shape of a configuration file. Every object is strict: a misspelt key must not be silently ignored.
// Descriptions go into the JSON Schema, which editors show, and into the README.

const described = <T extends z.core.$ZodType>(schema: T, description: string): T => {
  z.globalRegistry.add(schema, { description })
  return schema
}

const text = () => z.string().check(z.minLength(1))
const texts = () => z.array(text())
const oneOrMore = () => z.union([text(), texts()])
const duration = () =>
  z.union([
    z.int().check(z.nonnegative()),
    z.string().check(z.refine((value) => parseDuration(value) !== undefined, { error: 'is no duration: write 60s, 15m, 1h or 7d' })),
  ])
const setting = z.enum([...severities, 'off'])
const ruleEntry = z.union([setting, z.tuple([setting, z.optional(z.record(z.string(), z.unknown()))])])
const ruleTable = () => z.record(z.string(), ruleEntry)
const day = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no date: write YYYY-MM-DD' }),
  z.refine((text) => !/^\d{4}-\d{2}-\d{2}$/.test(text) || isDay(text), { error: 'is a day that does not exist' }),
)
/** 30 February becomes 2 March. */
const isDay = (text: string): boolean => new Date(`${text}T00:00:00Z`).getTime() > 0 && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
const sameSite = z.enum(['Strict', 'Lax', 'None'])

const lifetimes = z.strictObject({
  info: z.optional(described(duration(), 'A longer lifetime is worth a note.')),
  warn: z.optional(described(duration(), 'A longer lifetime is a warning.')),
  error: z.optional(described(duration(), 'A longer lifetime is an error.')),
})

const jwt = z.strictObject({
  algorithms: z.optional(described(texts(), 'Accepted algorithms; whatever the type of the key permits when absent.')),
  issuer: z.optional(described(oneOrMore(), 'Expected issuer, compared exactly.')),
  audience: z.optional(described(oneOrMore(), 'Expected audiences; one must match.')),
  subject: z.optional(described(text(), 'Expected subject.')),
  clientId: z.optional(described(text(), 'Your client id, for azp of an ID token.')),
  jwks: z.optional(described(oneOrMore(), 'Key sets to verify with: files, relative to this file, or https URLs.')),
  key: z.optional(described(oneOrMore(), 'Public keys to verify with: files, relative to this file, or env:NAME.')),
  require: z.optional(described(texts(), 'Claims that must be there.')),
  allow: z.optional(described(texts(), 'The only claims that are expected; others are reported.')),
  typ: z.optional(described(text(), 'Expected typ of the header.')),
  kind: z.optional(described(z.enum(tokenKinds), 'What the tokens are.')),
  clockTolerance: z.optional(described(duration(), 'Clock difference that is forgiven; 60s when absent.')),
  maxAge: z.optional(described(duration(), 'How long ago the user may have authenticated.')),
  keyUrls: z.optional(described(texts(), 'URLs or prefixes that jku and x5u may name.')),
  lifetime: z.optional(
    described(
      z.partialRecord(z.enum(tokenKinds), lifetimes),
      'Longest lifetimes by kind of token, beyond which a finding is info, warn or error.',
    ),
  ),
})

const expectation = z.strictObject({
  secure: z.optional(described(z.boolean(), 'Whether it is Secure.')),
  httpOnly: z.optional(described(z.boolean(), 'Whether it is HttpOnly.')),
  sameSite: z.optional(described(z.union([sameSite, z.array(sameSite)]), 'What SameSite may be.')),
  partitioned: z.optional(described(z.boolean(), 'Whether it is Partitioned.')),
  hostOnly: z.optional(described(z.boolean(), 'Whether it stays with the host that set it.')),
  path: z.optional(described(text(), 'Its path.')),
  domain: z.optional(described(text(), 'Its domain, or its host when it is host-only.')),
  maxAge: z.optional(described(duration(), 'Longest lifetime.')),
  session: z.optional(described(z.boolean(), 'Whether it must end with the browser session.')),
  optional: z.optional(described(z.boolean(), 'Not reported when it is not set.')),
})

const cookies = z.strictObject({
  roles: z.optional(described(z.record(z.string(), z.enum(cookieRoles)), 'What cookies are for, by name or pattern with *.')),
  expect: z.optional(described(z.record(z.string(), expectation), 'Cookies that must be set, and what their attributes must be in effect.')),
  only: z.optional(described(z.boolean(), 'Report cookies that expect does not name.')),
  framework: z.optional(described(text(), 'Framework that fixes are written for.')),
  url: z.optional(described(text(), 'URL of the request, when the input does not tell.')),
})

const path = () => z.string().check(z.regex(/\//, { error: 'is no path: write /login or /api/*/login' }))
const paths = () => z.union([path(), z.array(path())])

const flow = z.strictObject({
  login: z.optional(described(paths(), 'Paths of the requests that log in, with *.')),
  logout: z.optional(described(paths(), 'Paths of the requests that log out.')),
  refresh: z.optional(described(paths(), 'Paths of the requests that exchange a refresh token.')),
  events: z.optional(described(z.partialRecord(z.enum(eventNames), paths()), 'Paths of other requests that rules want to know of.')),
})

const ignore = z.strictObject({
  rule: described(text(), 'Id of the rule, or a family such as cookie/*.'),
  subject: z.optional(described(text(), 'Name of the cookie, issuer or key id; patterns with * are allowed. Every subject when absent.')),
  input: z.optional(described(text(), 'Name of the input; patterns with * are allowed.')),
  reason: described(text(), 'Why this is accepted. Reported with every suppressed finding.'),
  until: z.optional(described(day, 'The last day on which it is ignored.')),
})

const override = z.strictObject({
  inputs: z.optional(described(texts(), 'Names of inputs, with *.')),
  hosts: z.optional(described(texts(), 'Hosts of the request, with *.')),
  cookies: z.optional(described(texts(), 'Names of cookies, with *.')),
  issuers: z.optional(described(texts(), 'Issuers of tokens, with *.')),
  rules: described(ruleTable(), 'What applies to these.'),
})

export const configSchema = z.strictObject({
  $schema: z.optional(described(z.string(), 'Where editors find the schema.')),
  extends: z.optional(described(oneOrMore(), 'Configuration files to start from, relative to this file. What is relative in them starts from where they are.')),
  plugins: z.optional(described(texts(), 'Modules with rules of your own: paths that begin with ./, relative to this file, or packages. They are programs, and are run.')),
  preset: z.optional(described(z.enum(presetNames), 'Rules and severities to start from; recommended when absent.')),
  failOn: z.optional(described(z.enum(failOnLevels), 'The least severity that makes the status 1; error when absent.')),
  jwt: z.optional(described(jwt, 'What is expected of tokens.')),
  cookies: z.optional(described(cookies, 'What is expected of cookies.')),
  flow: z.optional(described(flow, 'What happens where in a recording, for scan.')),
  rules: z.optional(described(ruleTable(), 'Severity of single rules, with options as ["warn", { ... }].')),
  overrides: z.optional(described(z.array(override), 'Other rules for some inputs, hosts, cookies or issuers; the last that fits counts.')),
  ignore: z.optional(described(z.array(ignore), 'Known findings that are accepted for a reason.')),
  baseline: z.optional(described(text(), 'File with fingerprints of known findings, relative to this file.')),
})

/** A configuration file as it was written. */
export type ConfigFile = z.infer<typeof configSchema>
export type IgnoreEntry = z.infer<typeof ignore>
export type CookieExpectation = z.infer<typeof expectation>
