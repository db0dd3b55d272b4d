import rule from '../../../src/rules/jwt/expired.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const exp = (value: unknown) => unsigned({ alg: 'ES256' }, typeof value === 'string' ? value : { exp: value }, 'x')
const expired = (says: string) => [{ messageId: 'expired', severity: 'error' as const, pointer: 'claims.exp', says }]

testRule(rule, {
  valid: [
    { name: 'ahead', code: exp(testNow + 1) },
    { name: 'within the tolerance', code: exp(testNow - 59) },
    { name: 'within a wider tolerance', code: exp(testNow - 200), policy: { clockTolerance: 300 } },
    { name: 'at its own time', code: exp(testNow - 86400), now: testNow - 90000 },
    { name: 'a fraction ahead', code: exp(testNow + 0.5), policy: { clockTolerance: 0 } },
    { name: 'milliseconds are another rule', code: exp((testNow - 600) * 1000) },
    { name: 'quoted is another rule', code: exp(`{"exp":"${testNow - 600}"}`) },
    { name: 'none at all', code: exp('{}') },
  ],
  invalid: [
    { name: 'hours ago', code: exp(testNow - 3 * 3600), errors: expired('2026-11-20 15:00:00 UTC, 3 hours ago') },
    { name: 'exactly at the end of the tolerance', code: exp(testNow - 60), errors: expired('2026-11-20 17:59:00 UTC, 1 minute ago') },
    { name: 'now, without tolerance', code: exp(testNow), policy: { clockTolerance: 0 }, errors: expired('18:00:00 UTC, now') },
    { name: '1970', code: exp(0), errors: expired('1970-01-01 00:00:00 UTC, 56 years ago') },
    // RFC 7519 section 3.1
    { name: 'the example of the RFC', code: exp('{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}'), errors: expired('2011-03-22 18:43:00 UTC') },
    { name: 'a number with an exponent', code: exp('{"exp":1.795e9}'), errors: expired('2026-11-18') },
  ],
})
