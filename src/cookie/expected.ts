import type { CookieExpectation } from '../core/policy.ts'
import { matchesPattern } from '../core/pattern.ts'

type Expectations = Readonly<Record<string, CookieExpectation>>

/** What is expected of a cookie: what its own name says, else the first pattern that fits; undefined when nothing does. */
export function expectationOf(name: string, expectations: Expectations): CookieExpectation | undefined {
  if (Object.hasOwn(expectations, name)) return expectations[name]
  return Object.entries(expectations).find(([pattern]) => matchesPattern(pattern, name))?.[1]
}

/** Names and patterns of cookies that must come. */
export const requiredCookies = (expectations: Expectations = {}): readonly string[] => Object.entries(expectations).flatMap(([name, { optional }]) => (optional ? [] : [name]))
