import rule from '../../../src/rules/response/cors-credentials.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://api.example.com/me'
const answer = (origin: string, credentials = 'true') => `HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ${origin}\nAccess-Control-Allow-Credentials: ${credentials}`
const from = (origin: string) => ({ requestHeaders: { origin }, url })

testRule(rule, {
  valid: [
    { name: 'the same site', code: answer('https://app.example.com'), ...from('https://app.example.com') },
    { name: 'a fixed origin', code: answer('https://app.example.net'), url },
    { name: 'a fixed origin, whoever asks', code: answer('https://app.example.net'), ...from('https://evil.example') },
    { name: 'anybody, without credentials', code: 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *' },
    { name: 'browsers take only "true"', code: answer('null', 'True') },
    { name: 'on the list', code: answer('https://spa.example.net'), ...from('https://spa.example.net'), options: { allowedOrigins: ['https://spa.example.net'] } },
    { name: 'made up, and not allowed', code: answer('https://app.example.com'), ...from('https://probe.example'), originIsProbe: true },
  ],
  invalid: [
    { name: 'null', code: answer('null'), errors: [{ messageId: 'null', severity: 'error', pointer: 'header.access-control-allow-origin' }] },
    { name: 'every origin', code: answer('*'), errors: [{ messageId: 'wildcard', severity: 'warn' }] },
    { name: 'another site may be meant', code: answer('https://spa.example.net'), ...from('https://spa.example.net'), errors: [{ messageId: 'foreign', severity: 'info', says: 'https://spa.example.net' }] },
    { name: 'another site that is not on the list', code: answer('https://evil.example'), ...from('https://evil.example'), options: { allowedOrigins: ['https://spa.example.net'] }, errors: [{ messageId: 'foreign', severity: 'error' }] },
    { name: 'a neighbour below a public suffix', code: answer('https://evil.github.io'), requestHeaders: { origin: 'https://evil.github.io' }, url: 'https://me.github.io/', errors: [{ messageId: 'foreign' }] },
    { name: 'an origin that was made up', code: answer('https://probe.example'), ...from('https://probe.example'), originIsProbe: true, errors: [{ messageId: 'reflected', severity: 'error' }] },
  ],
})
