import rule from '../../../src/rules/cookie/signed-with-weak-secret.ts'
import { testRule } from '../../rule-tester.ts'

// Signed by the programs themselves, as in test/cookie/signature-facts.test.ts.
const forged = (scheme: string) => [{ messageId: 'guessed', severity: 'error' as const, confidence: 'certain' as const, pointer: 'value', says: scheme }]

testRule(rule, {
  valid: [
    { name: 'not signed', code: 'sid=76667dc1e203e078b760b5d9c1b575df' },
    { name: 'signed with something else', code: 'connect.sid=s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4' },
    { name: 'changed after signing', code: 'session=eyJ1c2VyIjo0M30.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas' },
    { name: 'cookie-session, without its other half', code: 'session=eyJ1c2VyIjo0Mn0=' },
    { name: 'a deletion', code: 'session=eyJ1c2VyIjo0Mn0.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas; Max-Age=0' },
  ],
  invalid: [
    { name: 'Express', code: 'connect.sid=s%3AJ7pXf1r0b8m2cQ5tYw9zKd3uHn6LeVaG.B4K16FiQxA8N%2Fyvjqzv%2FfFePgQlJGXiwmm2oRjXzQow', errors: forged('Express') },
    { name: 'cookie-session', code: 'session=eyJ1c2VyIjo0Mn0=', before: ['session.sig=yIUynYMA5NxnxfOOj1VOzQzi680'], errors: forged('cookie-session') },
    { name: 'Flask', code: 'session=eyJ1c2VyIjo0Mn0.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas', errors: forged('Flask') },
    { name: 'the secret of the Flask quickstart', code: 'session=eyJ1c2VyIjo0Mn0.awCejw.n0_N8vR1zsMzqUEy8DbOyza41b4', errors: forged('Flask') },
    { name: 'Starlette', code: 'session=eyJ1c2VyIjogNDJ9.awCejw.QvnbNctmcOs6cM1Cn22HApCbmDA', errors: forged('Starlette') },
    { name: 'Django', code: 'sessionid=eyJfYXV0aF91c2VyX2lkIjoiNDIifQ:1xUUEJ:2ZMUFtgxEK_jOvIS23c0U2zUoU6OOC5gvdQ8upH1PHQ', errors: forged('Django') },
    { name: 'Tornado', code: 'user="2|1:0|10:1795202703|4:user|4:NDI=|66c56e9b0bd6d459f97f6bfa53a17e28bd90bb4d31753cc961a677f8b111c33f"', errors: forged('Tornado') },
  ],
})
