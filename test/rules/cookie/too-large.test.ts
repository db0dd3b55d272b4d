import rule from '../../../src/rules/cookie/too-large.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    { name: '4096 octets', code: `a=${'b'.repeat(4095)}` },
    { name: 'attributes do not count', code: `a=${'b'.repeat(4095)}; Path=/${'p'.repeat(1000)}` },
    { name: 'white space does not count', code: `a = ${'b'.repeat(4095)} ` },
    { name: '1024 octets', code: `a=b; Path=/${'p'.repeat(1023)}` },
  ],
  invalid: [
    { name: '4097 octets', code: `a=${'b'.repeat(4096)}`, errors: [{ messageId: 'pair', severity: 'error', pointer: 'value', says: '4097' }] },
    { name: 'octets, not characters', code: `a=${'é'.repeat(2048)}`, errors: [{ messageId: 'pair', says: '4097' }] },
    { name: 'a deletion that is dropped', code: `a=${'b'.repeat(4096)}; Max-Age=0`, errors: [{ messageId: 'pair' }] },
    // Chromium 156 keeps the earlier path.
    { name: '1025 octets', code: `a=b; Path=/x; Path=/${'p'.repeat(1024)}`, errors: [{ messageId: 'attribute', severity: 'warn', pointer: 'Path[1]', says: 'Path' }] },
  ],
})
