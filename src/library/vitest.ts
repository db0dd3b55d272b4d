/**
 * `import 'authlint/vitest'` in a test or a setup file adds two matchers to vitest's `expect`:
 *
 * ```ts
 * expect(await fetch(url)).toPassAuthlint()
 * expect(response.headers.getSetCookie()).toPassAuthlint({ url, preset: 'strict' })
 * expect(token).not.toHaveFinding('jwt/missing-exp')
 * ```
 *
 * They take a response (fetch, supertest, Playwright, or `{ status, headers, url }`), a token, or a list of Set-Cookie headers.
 *
 * @packageDocumentation
 */
import { expect } from 'vitest'
import { AuthlintError } from '../core/errors.ts'
import type { Finding } from '../core/finding.ts'
import { nearest } from '../core/nearest.ts'
import { rules } from '../rules/index.ts'
import { jwtOptions, lintJwt, type LintJwtOptions } from './lint-jwt.ts'
import { lintResponse, responseOptions, type LintResponseOptions } from './lint-response.ts'
import { lintSetCookie, setCookieOptions } from './lint-set-cookie.ts'
import { checkOptions, type OptionChecks } from './options.ts'
import type { ResponseLike } from './response-like.ts'
import type { LintResult } from './session.ts'

/** Options of `lintResponse`, `lintSetCookie` and `lintJwt`; those that do not fit what is judged are ignored. */
export type MatcherOptions = LintResponseOptions & LintJwtOptions

export interface AuthlintMatchers<R = unknown> {
  /** Nothing was found at or above `failOn`, which is `error` unless the options say otherwise. */
  toPassAuthlint(options?: MatcherOptions): R
  /** A rule found something, whatever its severity. */
  toHaveFinding(rule: string, options?: MatcherOptions): R
}

declare module 'vitest' {
  // oxlint-disable-next-line no-explicit-any, no-unused-vars -- the parameter has to be written as vitest writes it
  interface Matchers<T = any> extends AuthlintMatchers<T> {}
}

/** What is handed to `expect`: text is a token, a list is Set-Cookie headers, the rest is a response. */
function lintReceived(received: unknown, options: MatcherOptions): LintResult {
  checkOptions(options, { ...jwtOptions, ...responseOptions, ...setCookieOptions })
  if (typeof received === 'string') return /^set-cookie\s*:/i.test(received) ? lintSetCookie(received, fitting(options, setCookieOptions)) : lintJwt(received, fitting(options, jwtOptions))
  if (Array.isArray(received) && received.every((header) => typeof header === 'string')) return lintSetCookie(received, fitting(options, setCookieOptions))
  if (typeof received === 'object' && received !== null && ('headers' in received || 'headersArray' in received)) return lintResponse(received as ResponseLike, fitting(options, responseOptions))
  throw new AuthlintError('INPUT_UNRECOGNISED', 'expect() was handed neither a response nor a token nor a list of Set-Cookie headers')
}

const fitting = (options: MatcherOptions, known: OptionChecks): MatcherOptions => Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(known, name)))

const lines = (findings: readonly Finding[]): string =>
  findings.map(({ severity, rule, subject, message, evidence, fix }) => `  ${severity} ${rule} (${subject})\n    ${message}\n    ${evidence}\n    Fix: ${fix}`).join('\n')

const asFound = ({ findings }: LintResult): string => (findings.length === 0 ? 'authlint found nothing.' : `authlint found:\n${lines(findings)}`)

expect.extend({
  toPassAuthlint(received: unknown, options: MatcherOptions = {}) {
    const result = lintReceived(received, options)
    return { pass: result.ok, message: () => (result.ok ? `expected authlint to fail this, but it passes. ${asFound(result)}` : asFound(result)) }
  },
  toHaveFinding(received: unknown, rule: string, options: MatcherOptions = {}) {
    const known = [...rules, ...(options.ownRules ?? [])].map(({ id }) => id)
    if (!known.includes(rule)) throw new AuthlintError('USAGE', `there is no rule "${rule}"`, `Did you mean ${nearest(rule, known) ?? known[0]}?`)
    const result = lintReceived(received, options)
    const found = result.findings.filter((finding) => finding.rule === rule)
    return {
      pass: found.length > 0,
      message: () => (found.length > 0 ? `expected no finding of ${rule}, but there is:\n${lines(found)}` : `expected a finding of ${rule}. ${asFound(result)}`),
    }
  },
})
