/**
 * authlint as a library: the same engine as the command, typed, without process state and without printing.
 *
 * @packageDocumentation
 */
export { AuthlintError, type ErrorCode } from './core/errors.ts'
export type { Finding } from './core/finding.ts'
export type { Location } from './core/location.ts'
export type { CookieExpectation, Policy, TokenKind } from './core/policy.ts'
export type { Summary } from './core/report.ts'
export type { PresetName, Rule, RuleContext, RuleMeta, RuleReport } from './core/rule.ts'
export { presetNames } from './core/rule.ts'
export type { Confidence, FailOn, RuleSetting, Severity } from './core/severity.ts'
export type { SubjectView } from './core/subject.ts'
export type { Cookie } from './cookie/cookie.ts'
export type { RoleName } from './cookie/role.ts'
export type { Jwk } from './jwt/jwk.ts'
export type { Jwt } from './jwt/jwt.ts'
export type { TokenSet } from './jwt/token-set.ts'
export { lintJwks, type LintJwksOptions } from './library/lint-jwks.ts'
export { lintJwt, type KeyMaterial, type LintJwtOptions } from './library/lint-jwt.ts'
export { lintResponse, type LintResponseOptions } from './library/lint-response.ts'
export { lintSetCookie, type LintSetCookieOptions } from './library/lint-set-cookie.ts'
export type { LintOptions } from './library/options.ts'
export type { ResponseFacts, ResponseLike } from './library/response-like.ts'
export type { LintResult } from './library/session.ts'
export { defineRule } from './rules/define.ts'
export { rules } from './rules/index.ts'
