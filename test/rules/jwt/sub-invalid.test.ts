import rule from '../../../src/rules/jwt/sub-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const sub = (value: unknown) => unsigned({ alg: 'ES256' }, typeof value === 'string' && value.startsWith('{"') ? value : { sub: value }, 'x')
const id = { policy: { tokenKind: 'id-token' as const } }
const warn = (messageId: string, says = '') => [{ messageId, severity: 'warn' as const, pointer: 'claims.sub', says }]

testRule(rule, {
  valid: [
    { name: 'opaque', code: sub('u_42') },
    { name: 'digits in quotes', code: sub('42') },
    { name: 'a namespaced id', code: sub('auth0|5f7c8ec7c33c6c004bbafe82') },
    { name: 'a URN', code: sub('urn:uuid:6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11') },
    { name: 'a service account of Kubernetes', code: sub('system:serviceaccount:default:app') },
    { name: 'a service account of Google', code: sub('robot@project.iam.gserviceaccount.com') },
    { name: 'absent', code: sub(undefined) },
    { name: 'long, but no ID token', code: sub('a'.repeat(256)) },
    { name: 'as long as an ID token may', code: sub('a'.repeat(255)), ...id },
    { name: 'letters of other scripts, but no ID token', code: sub('ユーザー') },
  ],
  invalid: [
    { name: 'a number', code: sub(42), errors: warn('number', '"sub":"42"') },
    { name: 'a number that JavaScript would round', code: sub('{"sub":12345678901234567890}'), errors: warn('number') },
    { name: 'a boolean', code: sub(true), errors: warn('notText') },
    { name: 'an object', code: sub({ id: 1 }), errors: warn('notText') },
    { name: 'empty', code: sub(''), errors: warn('empty') },
    { name: 'blank', code: sub('  '), errors: warn('empty') },
    { name: 'too long for an ID token', code: sub('a'.repeat(256)), ...id, errors: warn('tooLong', '256') },
    { name: 'not ASCII in an ID token', code: sub('ユーザー'), ...id, errors: warn('notAscii') },
    { name: 'an e-mail address', code: sub('alice@mail.example'), errors: [{ messageId: 'email', severity: 'info', confidence: 'firm' }] },
    { name: 'a phone number', code: sub('+15551234567'), errors: [{ messageId: 'phone', severity: 'info' }] },
  ],
})
