import rule from '../../../src/rules/cookie/invalid-value.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=abcDEF123-_.~!#$%&\'()*+/:<=>?@[]^`{|}',
    'sid=',
    { name: 'white space around the value is not part of it', code: 'sid =  abc ; Secure' },
    { name: 'quotes of a deletion', code: 'test=""; Max-Age=0' },
    { name: 'not under your control', code: 'AWSALB=a,b c' },
    { name: 'a control character in the name is the other rule', code: 'a\u0001b=c' },
  ],
  invalid: [
    { code: 'a=b\u007f', errors: [{ messageId: 'control', severity: 'error', pointer: 'value', says: 'U+007F' }] },
    { code: 'a=b; Foo\u0001=bar', errors: [{ messageId: 'control', severity: 'error', says: 'the attribute Foo\\u{1}' }] },
    { code: 'sid=a\tb', errors: [{ messageId: 'tab', severity: 'error', says: 'Firefox keeps it' }] },
    { code: 'sid=a\tb\u0002; Max-Age=0', errors: [{ messageId: 'control', says: 'U+0002' }] },
    { code: 'sid=two words', errors: [{ messageId: 'characters', severity: 'warn', pointer: 'value', says: 'a space' }] },
    { code: 'sid="a\\b', errors: [{ messageId: 'characters', says: 'a quotation mark and a backslash' }] },
    { code: 'sid=ä', errors: [{ messageId: 'characters', says: 'characters beyond ASCII' }] },
    { name: 'one cookie, and no secret', code: 'cart=a,b; Secure', errors: [{ messageId: 'characters', severity: 'info', says: 'a comma' }] },
    { code: '_ga=GA1,2', errors: [{ messageId: 'characters', severity: 'info' }] },
    // webhint: invalidValue; balanced quotes are clean there.
    { code: 'cookieName=cookie value; Secure; HttpOnly', errors: [{ messageId: 'characters', severity: 'info' }] },
    { code: 'cookieName="cookieValue"; Secure; HttpOnly', errors: [{ messageId: 'quoted', severity: 'info' }] },
    { code: 'sid="x y"', errors: [{ messageId: 'characters', severity: 'warn', says: 'a space' }] },
  ],
})
