import rule from '../../../src/rules/cookie/prefix-misspelled.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    ...['__Host-a', '__Secure-a', '__Http-a', '__Host-Http-a', 'host-id', 'secure_token', 'secure-id', 'hostname', '_host', '_secure', 'Hosting-plan', '__Hostess-x', '_http', 'http-only'].map((name) => `${name}=1`),
    { name: 'a deletion', code: '__host-a=; Max-Age=0; Secure; Path=/' },
  ],
  invalid: [
    ...(['__host-', '__HOST-', '__SECURE-', '__SeCuRe-', '__http-', '__host-http-'] as const).map((prefix) => ({
      code: `${prefix}sid=1; Secure; HttpOnly; Path=/`,
      errors: [{ messageId: 'letters', severity: 'warn' as const, pointer: 'name', says: `"${prefix}"` }],
    })),
    ...([
      ['__Host_', '__Host-'],
      ['_Host-', '__Host-'],
      ['___Host-', '__Host-'],
      ['Host-', '__Host-'],
      ['__Secure_', '__Secure-'],
      ['_secure-', '__Secure-'],
      ['Secure-', '__Secure-'],
      ['--Host-', '__Host-'],
      ['__HostHttp-', '__Host-Http-'],
      ['__Host_Http-', '__Host-Http-'],
      ['_Http-', '__Http-'],
    ] as const).map(([written, meant]) => ({
      code: `${written}sid=1; Secure; Path=/`,
      errors: [{ messageId: 'near', severity: 'warn' as const, says: `Name it ${meant}sid.` }],
    })),
  ],
})
