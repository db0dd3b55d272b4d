// What people write first, out of habit with other tools, and what it is called here. Loaded only when something was not understood.
import { existsSync } from 'node:fs'
import { nearest } from '../core/nearest.ts'
import { visible } from '../core/text.ts'
import { shownUrl } from '../core/url-secrets.ts'
import { isUrl } from '../inputs/network.ts'
import { formats } from '../reporters/index.ts'
import { commands, type CommandSpec } from './options.ts'

/** Words in the place of a command, and the call that was probably meant. */
const otherCommands: Readonly<Record<string, string>> = {
  ...named('authlint jwt TOKEN', 'decode', 'verify', 'validate', 'inspect', 'parse', 'token', 'tokens', 'jwts', 'jws', 'jwe', 'crack'),
  ...named('authlint cookie FILE', 'set-cookie', 'headers', 'compare'),
  ...named('authlint scan FILE|URL', 'har', 'url', 'fetch', 'response', 'recording', 'flow'),
  ...named('authlint jwks FILE|URL', 'jwk', 'key', 'keys', 'keyset', 'cert', 'certificate'),
  ...named('authlint rules', 'list', 'ls'),
  ...named('authlint explain RULE', 'why', 'describe', 'doc', 'docs', 'info'),
  ...named('authlint init', 'config', 'configure', 'setup'),
  ...named('authlint --version', 'version', '-v'),
  ...named('authlint COMMAND --baseline FILE --update-baseline', 'baseline'),
  ...named('authlint jwt, cookie, scan or jwks, by what there is to judge', 'lint', 'check', 'audit', 'analyze', 'analyse', 'run', 'test', 'judge'),
  ...named('authlint explain RULE, which says how to accept a finding until a day', 'ignore', 'suppress', 'disable', 'silence'),
}

/** Options of other tools, and what to write instead. What begins with dashes is meant only where that option exists. */
const otherOptions: Readonly<Record<string, string>> = {
  ...named('--key', 'public-key', 'publickey', 'pubkey', 'pub', 'pem', 'cert', 'certificate', 'key-file', 'keyfile', 'jwk', 'pubkey-file'),
  ...named('--jwks', 'jwks-url', 'jwks-uri', 'jwks-file', 'jwk-set', 'keyset', 'keys'),
  ...named('--secret env:NAME', 'secret-env', 'password', 'hmac', 'hs256', 'passphrase'),
  ...named('--secret file:PATH', 'secret-file'),
  ...named('--secret base64:...', 'secret-base64', 'base64', 'b64', 'base64-secret'),
  ...named('--iss', 'issuer'),
  ...named('--aud', 'audience'),
  ...named('--sub', 'subject'),
  ...named('--alg', 'algorithm', 'algorithms', 'algs'),
  ...named('--discover', 'issuer-url', 'oidc', 'discovery', 'well-known'),
  ...named('--clock-tolerance', 'leeway', 'skew', 'clock-skew', 'tolerance'),
  ...named('--now', 'time', 'date', 'at', 'clock', 'today'),
  ...named('--format', 'f', 'reporter', 'report', 'output-format', 'formatter'),
  ...named('--output', 'o', 'out', 'outfile', 'output-file', 'report-file'),
  ...named('--quiet', 'silent', 'errors-only', 'only-errors'),
  ...named('--color never', 'no-color', 'no-colour', 'nocolor', 'no-colors', 'mono'),
  ...named('--color always', 'colour', 'colors', 'force-color'),
  ...named('--preset strict', 'strict', 'pedantic'),
  ...named('--fail-on warn', 'max-warnings', 'fail-on-warn', 'fail-on-warning', 'fail-on-warnings', 'warnings-as-errors', 'werror'),
  ...named('--fail-on never', 'exit-zero', 'no-fail', 'soft-fail', 'no-exit-code'),
  ...named('--fail-on', 'level', 'severity', 'min-severity', 'threshold', 'fail-level', 'exit-code'),
  ...named('--rule ID=off? authlint explain ID says how to accept a finding until a day.', 'ignore', 'ignore-rule', 'disable', 'disable-rule', 'suppress', 'exclude', 'exclude-rule', 'skip', 'skip-rule', 'silence', 'until', 'reason'),
  ...named('--update-baseline', 'write-baseline', 'create-baseline', 'generate-baseline'),
  ...named('--compare', 'browser', 'browsers', 'firefox', 'safari', 'chrome', 'chromium'),
  ...named('--url', 'host', 'hostname', 'site', 'domain', 'base', 'base-url', 'request-url', 'scheme'),
  ...named('--previous', 'prev', 'old', 'before', 'earlier', 'compare-with', 'diff', 'against'),
  ...named('--data', 'body'),
  ...named("--header 'Cookie: env:NAME'", 'cookie', 'cookies', 'b'),
  ...named("--header 'Authorization: Bearer env:NAME'", 'bearer', 'token', 'jwt', 'user', 'u', 'auth', 'oauth2-bearer'),
  ...named('--role private', 'private'),
}

/** Options that name what is judged, which stands by itself here. */
const operandOptions = ['file', 'f', 'input', 'in', 'i', 'from-file', 'token', 'jwt', 'har', 'cookie', 'cookies', 'response', 'new', 'next', 'text', 'target', 'path']

function named(meant: string, ...words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word, meant]))
}

const own = (table: Readonly<Record<string, string>>, word: string): string | undefined => (Object.hasOwn(table, word) ? table[word] : undefined)

/** After a word that is no command. `rest` is what follows it. */
export function commandHint(word: string, rest: readonly string[] = []): string {
  const names = commands.map(({ name }) => name)
  const habit = own(otherCommands, word.toLowerCase())
  const typo = habit === undefined ? nearest(word, names) : undefined
  const meant = callFor(word) ?? (typo === undefined ? rest.flatMap((operand) => callFor(operand) ?? []).at(0) : `authlint ${typo}`) ?? habit
  return `${meant === undefined ? '' : `Did you mean ${meant}? `}Commands: ${names.join(', ')}. authlint --help says what they do.`
}

/** The call that judges this, when it can be told by its looks. */
function callFor(operand: string): string | undefined {
  if (operand.startsWith('eyJ')) return `authlint jwt ${operand.slice(0, 8)}...`
  const shown = visible(operand, 60)
  if (isUrl(operand)) return `authlint ${/jwks|\.well-known/i.test(operand) ? 'jwks' : 'scan'} ${shownUrl(operand, 100)}`
  if (/\.har$/i.test(operand)) return `authlint scan ${shown}, or authlint cookie ${shown}`
  if (/\.(?:pem|crt|cer|der|jwks?|key)$|jwks[\w.-]{0,40}\.json$/i.test(operand)) return `authlint jwks ${shown}`
  return operand.length < 4096 && /[./\\]/.test(operand) && existsSync(operand) ? `authlint jwt ${shown}, or cookie, scan, jwks, by what is in it` : undefined
}

/** After an option that the command does not have. `option` is it with its dashes, without a value. */
export function optionHint(option: string, { name: command, operands, options }: CommandSpec): string | undefined {
  const word = option.replace(/^-+/, '').toLowerCase()
  // A token that is wrapped at the end of each line, and was pasted without quotation marks.
  if (/^-[\w-]{20,}$/.test(option) && !option.startsWith('--')) return 'Is that a part of a token? Put quotation marks around the whole, or pipe it in.'
  if (formats.some((format) => format === word)) return `Did you mean --format ${word}?`
  const has = (text: string): boolean => options.some(({ name }) => text === `--${name}` || text.startsWith(`--${name} `))
  const meant = own(otherOptions, word)
  if (meant && has(meant)) return meant.includes('?') ? `Did you mean ${meant}` : `Did you mean ${meant}?`
  if (operandOptions.includes(word) && operands !== '' && !(command === 'jwks' && /token|jwt/.test(word))) return `It needs no option: authlint ${command} ${operands.replace(/^\[(.*)\] \.\.\.$/, '$1')}`
  if (command === 'jwks' && /^(?:token|jwt)$/.test(word)) return 'authlint jwt TOKEN --jwks FILE tells whether a token verifies with a key set.'
  const elsewhere = commands.filter((other) => other.options.some(({ name }) => name === word)).map((other) => `authlint ${other.name}`)
  if (elsewhere.length > 0) return `--${word} is an option of ${elsewhere.join(' and ')}.`
  const names = options.map(({ name }) => name)
  const begun = word.length > 2 ? names.filter((name) => name.startsWith(word)) : []
  const near = begun.length === 1 ? begun[0] : nearest(word, names, word.length <= 3 ? 1 : undefined)
  return near ? `Did you mean --${near}?` : undefined
}
