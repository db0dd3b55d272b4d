import rule from '../../../src/rules/cookie/contains-credentials.ts'
import { testRule } from '../../rule-tester.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const key = ['AKIA', 'Z7QJ4WXN5TRB2KLM'].join('')

testRule(rule, {
  valid: [
    { name: 'an opaque id', code: 'sid=76667dc1e203e078b760b5d9c1b575df', role: 'session' },
    { name: 'a time about a password', code: 'prefs=%7B%22password_changed_at%22%3A1795197600%7D' },
    { name: 'an expiry', code: 'pwd_exp=1795197600' },
    { name: 'a refresh token in its cookie', code: 'refresh_token=4f1c1f7e8a534c399f390d6d1c1c9d11', role: 'refresh' },
    { name: 'Supabase keeps its tokens in JSON', code: `sb-abc-auth-token=base64-${base64('{"access_token":"eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x","refresh_token":"V1StGXR8Z5jdHi6BmyT"}')}`, role: 'session' },
    { name: 'a JWT is the cookie itself', code: 'token=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x', role: 'auth' },
    { name: 'a node id', code: `cursor=${base64('User:123456')}` },
    { name: 'a short right side', code: `x=${base64('a:b')}` },
    { name: 'a deletion', code: 'password=hunter2hunter2; Max-Age=0' },
    { name: 'password reset banner', code: 'password_reset_required=true' },
  ],
  invalid: [
    { name: 'user and password', code: `login=${base64('alice:correct horse')}`, errors: [{ messageId: 'credential', pointer: 'value', says: 'user name and password' }] },
    { name: 'a password by name', code: 'password=hunter2hunter2', errors: [{ messageId: 'credential', severity: 'error', confidence: 'firm', says: 'password (at password)' }] },
    { name: 'inside JSON', code: 'prefs=%7B%22db%22%3A%7B%22password%22%3A%22hunter2hunter2%22%7D%7D', errors: [{ messageId: 'credential', severity: 'error', says: 'prefs.db.password' }] },
    { name: 'signed and readable', code: `session=${Buffer.from('{"password":"hunter2hunter2"}').toString('base64url')}.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas`, errors: [{ messageId: 'credential' }] },
    { name: 'a cloud key', code: `cfg=${key}`, errors: [{ messageId: 'credential', severity: 'error', says: 'AWS access key' }] },
    { name: 'a private key', code: `k=${encodeURIComponent('-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----')}`, errors: [{ messageId: 'credential', severity: 'error', says: 'private key' }] },
    { name: 'a password hash', code: `h=${encodeURIComponent('$2b$12$EXRkfkdmXn2gzds2SSitu.MW9.gAVqa9eLS1//RYtYCmB1eLHg.9q')}`, errors: [{ messageId: 'credential', says: 'password hash' }] },
  ],
})
