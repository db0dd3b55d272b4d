// Every command and option, once. The parser, the help and the completion scripts are made from this table.
import { questions } from '../advise/questions.ts'
import { cookieRoles } from '../core/cookie-roles.ts'
import { tokenKinds } from '../core/policy.ts'
import { formats } from '../reporters/index.ts'
import { failOnLevels } from '../core/severity.ts'
import { presetNames } from '../core/rule.ts'

export interface OptionSpec {
  readonly name: string
  readonly short?: string
  /** Placeholder of its value; a flag has none. */
  readonly value?: string
  readonly repeatable?: boolean
  readonly choices?: readonly string[]
  readonly help: string
  /** Heading under which help shows it; those of the command alone have none. */
  readonly group?: string
}

export interface CommandSpec {
  readonly name: string
  /** Positional arguments as usage shows them. */
  readonly operands: string
  readonly summary: string
  readonly examples: readonly string[]
  readonly options: readonly OptionSpec[]
}

const flag = (name: string, help: string, short?: string): OptionSpec => ({ name, help, ...(short ? { short } : {}) })
const option = (name: string, value: string, help: string, more: Partial<OptionSpec> = {}): OptionSpec => ({ name, value, help, ...more })
const repeatable = { repeatable: true } as const

const grouped = (group: string, ...options: readonly OptionSpec[]): readonly OptionSpec[] => options.map((spec) => ({ ...spec, group }))

const configuring: readonly OptionSpec[] = grouped('Configuration', option('config', 'FILE', 'configuration file, as authlint init writes it (default: the nearest one, from this folder upwards)'), flag('no-config', 'read no configuration file, and run no plugins'))

/** Options of every command that judges something. */
const judging: readonly OptionSpec[] = [
  ...configuring,
  ...grouped(
    'Configuration',
    flag('print-config', 'print the effective configuration as JSON and judge nothing'),
    option('preset', 'NAME', 'rules and severities to start from', { choices: presetNames }),
    option('rule', 'ID=SEVERITY', 'set one rule to error, warn, info or off; authlint explain ID says how to accept what it finds until a day', repeatable),
    option('baseline', 'FILE', 'file of known findings, which do not count'),
    flag('update-baseline', 'write all findings of this run into the baseline file'),
  ),
  ...grouped(
    'Report',
    option('format', 'FORMAT[=FILE]', `format of the report: ${formats.join(', ')}; with =FILE it goes into that file`, repeatable),
    option('output', 'FILE', 'write the report into a file instead of standard output; without --format its ending (.json, .sarif, .html, .md, .xml) says which format'),
    flag('quiet', 'report errors only', 'q'),
    flag('show-secrets', 'print signatures, cookie values and masked claims in clear'),
    option('stdin-filename', 'NAME', 'what the report calls standard input'),
  ),
  ...grouped(
    'Run',
    option('fail-on', 'LEVEL', 'lowest severity that makes the exit status 1 (default error)', { choices: failOnLevels }),
    option('now', 'TIME', 'judge as of this time: ISO 8601 or seconds since 1970'),
    flag('offline', 'forbid every network access'),
  ),
]

/** Keys that tokens are verified with. */
const verifying: readonly OptionSpec[] = grouped(
  'Keys',
  option('key', 'KEY', 'key to verify with, or private key to decrypt with: file, env:NAME or text; PEM, certificate, DER, JWK or JWKS', { ...repeatable, short: 'k' }),
  option('secret', 'SECRET', 'HMAC secret: env:NAME, file:PATH or text, each with base64:, base64url: or hex: in front when it is encoded', { ...repeatable, short: 's' }),
  option('jwks', 'FILE|URL', 'key set to verify with, from a file or fetched from a URL: JWKS, or {kid: certificate} as Firebase publishes it', repeatable),
  option('discover', 'ISSUER', 'URL of an issuer, to fetch its keys; tokens must name it in iss'),
  option('alg', 'ALG', 'accept only these algorithms (default: what the type of the key permits)', repeatable),
)

const everywhere: readonly OptionSpec[] = [
  ...grouped('Report', option('color', 'WHEN', 'when to use colour', { choices: ['auto', 'always', 'never'] })),
  ...grouped('Run', flag('debug', 'print the stack of an internal error'), flag('help', 'show help', 'h')),
]

export const commands: readonly CommandSpec[] = [
  {
    name: 'jwt',
    operands: '[token | @file | -] ...',
    summary: 'decode, verify and lint tokens',
    examples: [
      'authlint jwt eyJhbGciOi...                               decode and lint',
      'authlint jwt eyJhbGciOi... --key public.pem --aud my-api  also verify',
      'authlint jwt token.txt --secret env:JWT_SECRET',
      'curl -s https://auth.example/token -d @form | authlint jwt --jwks jwks.json',
    ],
    options: [
      ...verifying,
      ...grouped(
        'What is expected',
        option('iss', 'ISSUER', 'expected issuer, compared exactly', repeatable),
        option('aud', 'AUDIENCE', 'expected audience; one of those given must match', repeatable),
        option('sub', 'SUBJECT', 'expected subject'),
        option('nonce', 'NONCE', 'expected nonce of an ID token'),
        option('client-id', 'ID', 'your client id, which aud and azp of an ID token must name'),
        option('require', 'CLAIM', 'claims that the token must have (repeatable or comma-separated)', repeatable),
        option('typ', 'TYP', 'expected typ of the header, such as at+jwt'),
        option('kind', 'KIND', `what the token is: ${tokenKinds.join(', ')}`),
        option('max-age', 'DURATION', 'how long ago the user may have signed in (auth_time), such as 1h'),
        option('clock-tolerance', 'DURATION', 'clock difference that is forgiven (default 60s)'),
        option('access-token', 'TOKEN', 'access token that at_hash of an ID token or ath of a DPoP proof must match'),
        flag('allow-unsecured', 'accept alg none, where both sides have agreed on it'),
      ),
      option('wordlist', 'FILE', 'file of secrets to try on HMAC tokens, one a line', repeatable),
      flag('no-crack', 'do not try to guess HMAC secrets (in a list above 1 MiB most tokens are tried with the likeliest only)'),
      option('jobs', 'NUMBER', 'threads that share a long list of tokens, with --format ndjson or compact (default: one per core)'),
      ...judging,
    ],
  },
  {
    name: 'cookie',
    operands: '[file | header | -] ...',
    summary: 'lint every Set-Cookie in curl output, HTTP messages, HAR files or bare headers',
    examples: [
      'curl -si https://staging.example.com/login | authlint cookie --url https://staging.example.com/login',
      'curl -sv https://staging.example.com/ 2>&1 | authlint cookie    the URL is read from the transcript',
      'authlint cookie response.txt --role sid=session --expect sid',
      'authlint cookie session.har                                     which cookies did that set?',
      "authlint cookie 'Set-Cookie: sid=abc; Path=/'",
    ],
    options: [
      option('url', 'URL', 'URL of the request, for the rules about host, path and scheme'),
      option('role', 'NAME=ROLE', `what a cookie is for: ${cookieRoles.join(', ')}`, repeatable),
      option('expect', 'NAME', 'a cookie that must be set', repeatable),
      option('framework', 'NAME', 'framework that fixes are written for, such as express or django'),
      flag('samples', 'compare the session ids of all responses: repeated, counted up or made of the time?'),
      option('wordlist', 'FILE', 'file of secrets to try on signed cookies of frameworks, one a line', repeatable),
      flag('compare', 'show how browsers, curl and cookie libraries read each header'),
      ...judging,
    ],
  },
  {
    name: 'scan',
    operands: '[file | URL | -] ...',
    summary: 'lint whole responses with their cookies and tokens: a HAR file, saved HTTP messages, or the answer of a URL',
    examples: [
      'authlint scan login.har                                  login, refresh and logout are found, or named:',
      "authlint scan login.har --login '#5' --logout /api/logout",
      'curl -si https://staging.example.com/login | authlint scan --url https://staging.example.com/login',
      'authlint scan https://staging.example.com/login          sends one request, and follows redirects',
      "authlint scan https://api.example.com/me --header 'Authorization: Bearer env:TOKEN' --origin https://attacker.example",
      'authlint scan login.har --jwks https://issuer.example/jwks.json --aud my-api    also verifies the tokens in it',
    ],
    options: [
      option('url', 'URL', 'URL of the first request of a file, where the file does not tell'),
      option('method', 'METHOD', 'method of the request (default GET, with --data POST)', { short: 'X' }),
      option('header', 'FIELD', "field of the request: 'Name: value', 'Name: env:VARIABLE', or @file with one a line", { ...repeatable, short: 'H' }),
      option('data', 'TEXT', 'body of the request, or @file with it', { short: 'd' }),
      option('origin', 'ORIGIN', 'send the request as a script of this origin would, to see whether CORS lets any site read'),
      option('timeout', 'DURATION', 'how long to wait for everything together (default 10s)'),
      option('max-redirects', 'NUMBER', 'redirects to follow (default 5); 0 follows none'),
      option('login', 'EXCHANGE', "the exchange of a recording that logged in: its number ('#5') or its path (/login)", repeatable),
      option('logout', 'EXCHANGE', 'the one that logged out', repeatable),
      option('refresh', 'EXCHANGE', 'one that exchanged a refresh token', repeatable),
      option('event', 'NAME=EXCHANGE', 'one that did something else: password-change, role-change, step-up, mfa-change, action', repeatable),
      option('role', 'NAME=ROLE', 'what a cookie is for, as in authlint cookie', repeatable),
      option('framework', 'NAME', 'framework that fixes are written for, such as express or django'),
      ...verifying,
      option('iss', 'ISSUER', 'expected issuer of tokens, compared exactly', repeatable),
      option('aud', 'AUDIENCE', 'expected audience of access tokens; one of those given must match', repeatable),
      option('clock-tolerance', 'DURATION', 'clock difference that is forgiven (default 60s)'),
      ...judging,
    ],
  },
  {
    name: 'jwks',
    operands: '[file | URL | -] ...',
    summary: 'lint a key or a key set: JWK, JWKS, PEM, DER or a map of certificates',
    examples: [
      'authlint jwks https://issuer.example/.well-known/jwks.json',
      'authlint jwks signing-key.json --role private            a key file of your own',
      'authlint jwks next.json --previous current.json --fail-on warn   may it replace the current one?',
    ],
    options: [
      option('role', 'ROLE', 'who may read it (default public); private keys in a public set are errors', { choices: ['public', 'private'] }),
      option('previous', 'FILE', 'earlier copy of the set, to check that old and new keys overlap'),
      ...judging,
    ],
  },
  {
    name: 'explain',
    operands: '<rule> ...',
    summary: 'say why a rule exists, what it checks and how to fix it',
    examples: ['authlint explain jwt/alg-none', 'authlint explain missing-secure', 'authlint explain cookie/missing-samesite --format markdown'],
    options: [option('format', 'FORMAT', 'format of the output (default text)', { choices: ['text', 'markdown', 'json'] }), ...configuring],
  },
  {
    name: 'init',
    operands: '',
    summary: 'write a commented configuration for this project, and show the command for its CI',
    examples: ['authlint init', 'authlint init --preset browser-session'],
    options: [option('preset', 'NAME', 'rules and severities to start from (default: asked on a terminal, else recommended)', { choices: presetNames }), flag('force', 'overwrite a file that is there')],
  },
  {
    name: 'completion',
    operands: '<bash | zsh | fish>',
    summary: 'print a script that completes commands, options and rules',
    examples: ['source <(authlint completion bash)', 'authlint completion zsh > ~/.zfunc/_authlint', 'authlint completion fish | source'],
    options: [],
  },
  {
    name: 'rules',
    operands: '',
    summary: 'list every rule with its severity in each preset',
    examples: ['authlint rules', 'authlint rules --namespace cookie --preset strict', 'authlint rules --format json'],
    options: [
      option('namespace', 'NAME', 'only the rules of jwt, jwk, cookie, response, flow or a namespace of your own'),
      option('preset', 'NAME', 'only the severities of this preset', { choices: presetNames }),
      option('format', 'FORMAT', 'format of the output (default table)', { choices: ['table', 'json', 'markdown'] }),
      ...configuring,
    ],
  },
  {
    name: 'advise',
    operands: '',
    summary: 'recommend sessions, JWT or both, with a checklist and the configuration that enforces it',
    examples: [
      'authlint advise                                       asks, on a terminal',
      'authlint advise --clients spa,mobile --verifiers few  asks for the rest',
    ],
    options: [
      ...questions.map(({ name, help, several, choices }) => option(name, name.toUpperCase(), help, { choices: choices.map(({ value }) => value), ...(several ? repeatable : {}) })),
      option('format', 'FORMAT', 'format of the output (default text)', { choices: ['text', 'json', 'markdown'] }),
    ],
  },
].map((command) => ({ ...command, options: [...command.options, ...everywhere] }))

export const commandNamed = (name: string): CommandSpec | undefined => commands.find((command) => command.name === name)
