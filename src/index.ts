/**
 * authlint as a library: the same engine as the command, typed, without process state and without printing.
 *
 * @packageDocumentation
 */

/* Judging */
export { lintFlow, type LintFlowOptions, type RecordedExchange } from './library/lint-flow.ts'
export { lintJwks, type LintJwksOptions } from './library/lint-jwks.ts'
export { lintJwt, type LintJwtOptions } from './library/lint-jwt.ts'
export { lintResponse, type LintResponseOptions } from './library/lint-response.ts'
export { lintSetCookie, type LintSetCookieOptions } from './library/lint-set-cookie.ts'
export { AuthlintError, type ErrorCode } from './core/errors.ts'

/* What goes in */
export { presetNames } from './core/rule.ts'
export type { EventName } from './core/event-names.ts'
export type { CookieExpectation, TokenKind } from './core/policy.ts'
export type { PresetName } from './core/rule.ts'
export type { FailOn, RuleSetting } from './core/severity.ts'
export type { RoleName } from './core/cookie-roles.ts'
export type { KeyMaterial, KeyObjectLike, SecretMaterial } from './library/key-material.ts'
export type { LintOptions } from './library/options.ts'
export type { ResponseFacts, ResponseLike } from './library/response-like.ts'

/* What comes out */
export type { Finding } from './core/finding.ts'
export type { Location } from './core/location.ts'
export type { Summary } from './core/report.ts'
export type { Confidence, Severity } from './core/severity.ts'
export type { SubjectView } from './core/subject.ts'
export type { CookieDetail, FlowDetail, JwkDetail, JwtDetail, ResponseDetail, TokenSetDetail } from './core/view.ts'
export type { LintResult } from './library/session.ts'

/* Rules, and rules of your own */
export { defineRule } from './rules/define.ts'
export { rules } from './rules/index.ts'
export type { Policy } from './core/policy.ts'
export type { Rule, RuleContext, RuleMeta, RuleReport } from './core/rule.ts'
export type { Cookie } from './cookie/cookie.ts'
export type { Flow } from './flow/flow.ts'
export type { HttpResponse } from './http/exchange.ts'
export type { Jwk } from './jwt/jwk.ts'
export type { Jwt } from './jwt/jwt.ts'
export type { TokenSet } from './jwt/token-set.ts'
