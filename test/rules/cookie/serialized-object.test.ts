import rule from '../../../src/rules/cookie/serialized-object.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    { name: 'JSON', code: 'prefs=%7B%22a%22%3A1%7D' },
    { name: 'magic octets and nothing behind them', code: 'x=rO0AB' },
    { name: 'base64 that cannot be decoded', code: 'x=rO0ABXNyABFqYXZh?*' },
    { name: 'an empty PHP array', code: 'x=a:0:{}' },
    { name: 'a time of day', code: 'x=a:12:30' },
    { name: 'a class name of another length', code: 'x=O:9:"User":1:{s:2:"id"}' },
    { name: 'Fernet starts like a pickle', code: `x=gAAAAABl${'x'.repeat(96)}` },
    { name: 'a deletion', code: 'state=rO0ABXNyABFqYXZhLmxhbmcuSW50ZWdlcg==; Max-Age=0' },
  ],
  invalid: [
    { name: 'Java', code: 'state=rO0ABXNyABFqYXZhLmxhbmcuSW50ZWdlcg==', errors: [{ messageId: 'unsigned', severity: 'error', pointer: 'value', says: 'Java' }] },
    { name: 'PHP', code: 'state=O%3A4%3A%22User%22%3A1%3A%7Bs%3A2%3A%22id%22%3Bi%3A42%3B%7D', errors: [{ messageId: 'unsigned', severity: 'error', says: 'PHP' }] },
    { name: 'a PHP array', code: 'state=a%3A1%3A%7Bs%3A4%3A%22user%22%3Bi%3A42%3B%7D', errors: [{ messageId: 'unsigned', says: 'PHP' }] },
    { name: 'pickle', code: 'state=gASVDgAAAAAAAAB9lIwEdXNlcpRLKnMu', errors: [{ messageId: 'unsigned', says: 'pickle' }] },
    { name: '.NET', code: 'state=AAEAAAD/////AQAAAAAAAAAGAQAAAARhYmNkCw==', errors: [{ messageId: 'unsigned', says: '.NET' }] },
    { name: 'Ruby', code: 'state=BAh7BkkiCXVzZXIGOgZFVGkv', errors: [{ messageId: 'unsigned', says: 'Ruby' }] },
    { name: 'view state', code: 'state=/wEPDwUKLTEyMzQ1Njc4OQ==', errors: [{ messageId: 'unsigned', says: 'ViewState' }] },
    { name: 'Rack signs it', code: 'rack.session=BAh7BkkiCXVzZXIGOgZFVGkv--2c1c6906c90a3bc4fd54a51ffb41dffa4bf6b5f7', errors: [{ messageId: 'signed', severity: 'warn', says: 'Rails or Rack' }] },
    { name: 'Yii signs an array of two texts', code: `_lng=${'0f'.repeat(32)}${encodeURIComponent('a:2:{i:0;s:4:"_lng";i:1;s:2:"en";}')}`, errors: [{ messageId: 'signed', severity: 'info', says: 'Yii' }] },
  ],
})
