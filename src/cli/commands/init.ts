import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findConfig } from '../../config/find.ts'
import { cookieRoles } from '../../core/cookie-roles.ts'
import { AuthlintError, exitStatus, type ExitStatus } from '../../core/errors.ts'
import { presetSettings } from '../../core/presets.ts'
import { presetNames, type PresetName } from '../../core/rule.ts'
import type { FailOn } from '../../core/severity.ts'
import { visible } from '../../core/text.ts'
import type { Arguments } from '../arguments.ts'
import { ciSnippet } from '../ci-snippet.ts'
import type { Io } from '../io.ts'

const fileName = 'authlint.config.jsonc'

/** `authlint init`: writes a commented configuration for this project, and shows how to call authlint in its CI. */
export async function run({ options }: Arguments, io: Io): Promise<ExitStatus> {
  const file = join(io.cwd, fileName)
  const there = findConfig(io.cwd)
  if (there !== undefined && there !== file && dirname(there) === io.cwd) {
    throw new AuthlintError('USAGE', `${visible(there)} configures this project already`, 'It would take precedence over a new file. Change it, or remove it first.')
  }
  if (existsSync(file) && !options.flag('force')) throw new AuthlintError('USAGE', `${fileName} is already there`, 'authlint init --force overwrites it.')
  const wanted = presetNames.find((name) => name === options.one('preset'))
  const answers = wanted ? { preset: wanted, failOn: presetSettings[wanted].failOn } : io.stdin.isTerminal && io.stderr.isTerminal ? await asked(Math.max(40, io.stderr.columns || 80)) : standard
  if (!answers) throw new AuthlintError('USAGE', 'left before the last question: nothing was written', 'authlint init --preset NAME asks nothing.')
  write(file, configText(answers, frameworkOf(io.cwd), io.cwd))
  io.stderr.write(`authlint: wrote ${fileName} (preset ${answers.preset})\n`)
  const { name, where, snippet } = ciSnippet(io)
  io.stdout.write(`# ${name}: ${where}\n${snippet}`)
  return exitStatus.pass
}

interface Answers {
  readonly preset: PresetName
  readonly failOn: FailOn
}

const standard: Answers = { preset: 'recommended', failOn: 'error' }

/** A few questions; undefined when the person left. */
async function asked(columns: number): Promise<Answers | undefined> {
  const { dialogue } = await import('../dialogue.ts')
  const talk = dialogue({ input: process.stdin, output: process.stderr })
  try {
    const [preset] = (await talk.ask({ text: 'What is to be checked?', choices: presetChoices }, columns)) ?? []
    if (preset === undefined) return undefined
    const [failOn] = (await talk.ask({ text: 'What makes a check fail?', choices: gateChoices }, columns)) ?? []
    return failOn === undefined ? undefined : { preset: preset as PresetName, failOn: failOn as FailOn }
  } finally {
    talk.end()
  }
}

const presetChoices: readonly { readonly value: PresetName; readonly label: string }[] = [
  { value: 'recommended', label: 'tokens and cookies of any kind' },
  { value: 'browser-session', label: 'a web application whose users have a session cookie' },
  { value: 'api', label: 'an API that takes tokens in a header' },
  { value: 'rfc9068-access-token', label: 'access tokens of an OAuth authorization server (RFC 9068)' },
  { value: 'oidc-id-token', label: 'ID tokens of OpenID Connect' },
  { value: 'strict', label: 'everything that is known to be better' },
  { value: 'asvs-l1', label: 'OWASP ASVS 5.0, level 1' },
  { value: 'asvs-l2', label: 'OWASP ASVS 5.0, level 2' },
  { value: 'asvs-l3', label: 'OWASP ASVS 5.0, level 3' },
]

const gateChoices: readonly { readonly value: FailOn; readonly label: string }[] = [
  { value: 'error', label: 'errors only' },
  { value: 'warn', label: 'errors and warnings' },
  { value: 'never', label: 'nothing: findings are only reported' },
]

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new AuthlintError('OUTPUT_UNWRITABLE', `cannot write ${visible(file)}: ${String((error as NodeJS.ErrnoException).code)}`, 'Check that you may write to this folder.')
  }
}

const schema = './node_modules/authlint/dist/schema/config.schema.json'

function configText({ preset, failOn }: Answers, framework: string | undefined, folder: string): string {
  const editor = existsSync(join(folder, schema)) ? `  "$schema": "${schema}",` : `  // With authlint among the dev dependencies, editors complete keys:\n  // "$schema": "${schema}",`
  return `{
${editor}

  // Rules and severities to start from:
  // ${presetNames.join(', ')}.
  "preset": "${preset}",

  // The least severity that makes the exit status 1: error, warn, info or never.
  "failOn": "${failOn}",

  // What is expected of tokens. What is not said here is not compared.
  "jwt": {
    // "algorithms": ["ES256"],
    // "issuer": "https://issuer.example",
    // "audience": "https://api.example",
    // "jwks": "https://issuer.example/.well-known/jwks.json",
    // "clockTolerance": "60s",
    // "lifetime": { "access-token": { "warn": "15m", "error": "1h" } },
  },

  // What is expected of cookies.
  "cookies": {
    // What a cookie is for, where its name does not tell:
    // ${cookieRoles.join(', ')}.
    // "roles": { "sid": "session", "XSRF-*": "csrf" },
    // Cookies that must come, and what they must be in effect:
    // "expect": { "sid": { "secure": true, "httpOnly": true, "sameSite": ["Lax", "Strict"], "maxAge": "24h" } },
    // Fixes are written for this framework.
    ${framework === undefined ? '// "framework": "express",' : `"framework": "${framework}",`}
  },

  // Single rules: "off", "info", "warn", "error", or with options as ["warn", { ... }]. authlint rules lists them.
  "rules": {
    // "cookie/samesite-not-strict": "warn",
  },

  // Rules of your own come from modules: "plugins": ["./authlint-rules.mjs"]. They are programs, and are run.

  // Findings that are accepted for a reason, until a day.
  "ignore": [
    // { "rule": "cookie/domain-wide", "subject": "legacy_sso", "reason": "shared login until the migration ends", "until": "2027-03-31" },
  ],
}
`
}

/** By which file and which words in it a framework shows that its cookies are written for. */
const frameworkSigns: readonly (readonly [file: string, sign: RegExp, framework: string])[] = [
  ['package.json', /"express-session"\s*:/, 'express'],
  ['package.json', /"cookie-session"\s*:/, 'cookie-session'],
  ['package.json', /"@nestjs\/core"\s*:/, 'nestjs'],
  ['package.json', /"@fastify\/secure-session"\s*:/, 'fastify-secure-session'],
  ['package.json', /"fastify"\s*:/, 'fastify'],
  ['package.json', /"@hapi\/hapi"\s*:/, 'hapi'],
  ['package.json', /"(?:next-auth|@auth\/[a-z-]+)"\s*:/, 'nextauth'],
  ['package.json', /"better-auth"\s*:/, 'better-auth'],
  ['package.json', /"iron-session"\s*:/, 'iron-session'],
  ['package.json', /"next"\s*:/, 'nextjs'],
  ['package.json', /"koa(?:-session)?"\s*:/, 'koa'],
  ['package.json', /"express"\s*:/, 'express-cookie'],
  ['requirements.txt', /^django\b/im, 'django'],
  ['pyproject.toml', /\bdjango\b/i, 'django'],
  ['requirements.txt', /^flask\b/im, 'flask'],
  ['pyproject.toml', /\bflask\b/i, 'flask'],
  ['requirements.txt', /^fastapi\b/im, 'fastapi'],
  ['pyproject.toml', /\bfastapi\b/i, 'fastapi'],
  ['Gemfile', /\brails\b/, 'rails'],
  ['composer.json', /"laravel\/framework"\s*:/, 'laravel'],
  ['composer.json', /"symfony\/framework-bundle"\s*:/, 'symfony'],
  ['pom.xml', /spring-boot/, 'spring'],
  ['go.mod', /^module\b/m, 'go'],
]

const frameworkOf = (folder: string): string | undefined => frameworkSigns.find(([file, sign]) => existsSync(join(folder, file)) && sign.test(readFileSync(join(folder, file), 'utf8')))?.[2]
