// Known answers by the programs themselves: cookie-signature 1.2.2, cookie-session 2.1.1, keygrip 1.1.0, Flask 3 with
// itsdangerous 2, Django 5.2, Tornado 6, iron-session 8.0, @hapi/iron 7.0. Rails, Rack, Play, Yii and Laravel follow their published construction.
import { createHmac, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { proveWeakSignature } from '../../src/cookie/signature-facts.ts'
import { weakCookieSecrets } from '../../src/cookie/weak-secrets.ts'

const parse = (header: string) => parseSetCookie(Excerpt.of(new Source('test', header, { octets: true })))
const prove = (header: string, secret: string, beside: readonly string[] = []) => {
  const parsed = parse(header)
  return proveWeakSignature(parsed, [parsed, ...beside.map(parse)], [{ name: 'list', secrets: ['not this', 'nor that', secret] }])
}
const mac = (digest: string, key: string | Buffer, text: string) => createHmac(digest, key).update(text)

const marshalled = Buffer.from('\x04\b{\x06I"\tuser\x06:\x06ETi/', 'latin1').toString('base64')
const railsKey = (salt: string, digest: string) => pbkdf2Sync('change_me', salt, 1000, 64, digest)
const phpArray = 'a:2:{i:0;s:4:"_lng";i:1;s:2:"en";}'
const laravel = (key: string | Buffer) => {
  const [iv, value] = ['Q1n8Kx0b8m2cQ5tYw9zKdw==', 'o3uHn6LeVaGJ7pXf1r0b8g==']
  return Buffer.from(JSON.stringify({ iv, value, mac: mac('sha256', key, iv + value).digest('hex'), tag: '' })).toString('base64')
}

const signed: readonly (readonly [name: string, header: string, secret: string, beside?: string])[] = [
  ['cookie-signature', 'a=hello.DGDUkGlIkCzPz+C0B064FNgHdEjox7ch8tOBGslZ5QI', 'tobiiscool'],
  ['Express, percent-encoded', 'connect.sid=s%3AJ7pXf1r0b8m2cQ5tYw9zKd3uHn6LeVaG.B4K16FiQxA8N%2Fyvjqzv%2FfFePgQlJGXiwmm2oRjXzQow; Path=/', 'keyboard cat'],
  ['cookie-session', 'session=eyJ1c2VyIjo0Mn0=; path=/; httponly', 'key1', 'session.sig=yIUynYMA5NxnxfOOj1VOzQzi680; path=/; httponly'],
  ['Koa with SHA-256', 'koa.sess=eyJ1c2VyIjo0Mn0=', 'keyboard cat', 'koa.sess.sig=P2-o42BoWC8pPyKH4MdN_Uj44Ovc16Ie3FLrqfnbEHU'],
  ['iron-session', 'session=Fe26.2*1*c7699c2619e1b979069c7bae61ef900cd8aa46b20abe9cc0a2b63855883c6ff8*RZ8F9FBsblYP9wybxUrw6g*vS0RuekwoHw8ZivNa7p7rA*1795239168154*05c40233c4f2332acc6b4862716f7a61d374ec09c5f4ce9c14801df889b0e6e7*ESnRbM9-QsW_LVsS0gb1dGeSMgHJ84ZpBK1fmUAlP3w~2', 'complex_password_at_least_32_characters_long'],
  ['hapi', 'sid=Fe26.2**d0ce2d8490bdd2cab67227f6b54a907162d7237d30e4cbb27b28fbc1bec47601*pXpdiHbhPPJj4s6zAglRUw*zT58TSkPnyP77pVm-SF35Q**e22bc39b5b9ce6a392ca6d894bce0fbad730c7f44c6aa2454d247c74b4bcbe10*8im3bfx1SluaeRaNVioI0OqRcXGnR6HILAW7cgzD1BE', 'the-password-must-be-at-least-32-characters-long'],
  ['Flask', 'session=eyJ1c2VyIjo0Mn0.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas; HttpOnly', 'dev'],
  ['Flask with a secret of octets', 'session=eyJ1c2VyIjo0Mn0.awCejw.n0_N8vR1zsMzqUEy8DbOyza41b4', 'base64:XzUjeTJMIkY0UTh6CuxdLw=='],
  ['Flask, compressed', 'session=.eJyrViotTi1SsjIx0lGqULJSSkxKHnJIqRYAMKpJ6g.awCejw.eP7C92-vA5IIaKVaYKkPsd70mNE', 'dev'],
  ['Starlette', 'session=eyJ1c2VyIjogNDJ9.awCejw.QvnbNctmcOs6cM1Cn22HApCbmDA', 'super-secret-key'],
  ['Django session', 'sessionid=eyJfYXV0aF91c2VyX2lkIjoiNDIifQ:1xUUEJ:2ZMUFtgxEK_jOvIS23c0U2zUoU6OOC5gvdQ8upH1PHQ', 'change-me'],
  ['Django session, compressed', 'sessionid=.eJyrVopPLC3JiC8tTi2Kz0xRslIyMVLSUaoAMhKTkoccUqoFAEwtTco:1xUUEJ:KSDmBQddmhSctBmRQ0zjNm9f2E77xcsjKmDW16SKT5I', 'change-me'],
  ['Django signed cookie', 'cart=17:1xUUEJ:YT_BMDUyDciAjh0ubz_f_3vr1dktNi-jiTyP52wIRNo; Path=/', 'change-me'],
  ['Django signed cookie, salted as before 5.2.17', 'cart=17:1xUUGv:xP2w5xSyBQ4CVeJW9nGEDjgTPC1HGXXiwT4CVrM5B2A', 'change-me'],
  ['Django with SHA-1', 'sessionid=eyJhIjoxfQ:1xUUEJ:7o39-MSP8PwlNHb9hKnvO-VDq5s', 'change-me'],
  ['Tornado', 'user="2|1:0|10:1795202703|4:user|4:NDI=|66c56e9b0bd6d459f97f6bfa53a17e28bd90bb4d31753cc961a677f8b111c33f"; Path=/', 'secret'],
  ['Rack', `rack.session=${encodeURIComponent(marshalled)}--${mac('sha1', 'change_me', marshalled).digest('hex')}`, 'change_me'],
  ['Rack with SHA-256', `rack.session=${encodeURIComponent(marshalled)}--${mac('sha256', 'change_me', marshalled).digest('hex')}`, 'change_me'],
  ['Rails signed cookie', `user=${marshalled}--${mac('sha1', railsKey('signed cookie', 'sha1'), marshalled).digest('hex')}`, 'change_me'],
  ['Rails 7 signed cookie', `user=${marshalled}--${mac('sha256', railsKey('signed cookie', 'sha256'), marshalled).digest('hex')}`, 'change_me'],
  [
    'Rails 4 encrypted cookie',
    ((inner) => `_app_session=${encodeURIComponent(inner)}--${mac('sha1', railsKey('signed encrypted cookie', 'sha1'), inner).digest('hex')}`)(
      Buffer.from('ZS9ZZ1R4cG1pcUJ1bm80anhQang3dz09--mfl6CINlpgNOymCgSvXRuw==').toString('base64'),
    ),
    'change_me',
  ],
  ['Play', `PLAY_SESSION=${mac('sha1', 'changeme', 'user=a%26b&n=1').digest('hex')}-user=a%26b&n=1`, 'changeme'],
  ['Yii', `_lng=${mac('sha256', 'secret', phpArray).digest('hex')}${encodeURIComponent(phpArray)}`, 'secret'],
  ['Laravel', `laravel_session=${encodeURIComponent(laravel('SomeRandomString'))}`, 'SomeRandomString'],
  ['Laravel with an encoded key', `laravel_session=${laravel(Buffer.from('a key of 32 octets, not more hmm'))}`, `base64:${Buffer.from('a key of 32 octets, not more hmm').toString('base64')}`],
]

const cases = signed.map(([name, header, secret, beside]) => ({ name, header, secret, beside: beside === undefined ? [] : [beside] }))

describe('proveWeakSignature', () => {
  it.each(cases)('finds the secret of $name', ({ header, secret, beside }) => {
    expect(prove(header, secret, beside)).toMatchObject({ list: 'list', position: 3 })
  })

  it.each(cases)('is not fooled by another secret: $name', ({ header, secret, beside }) => {
    expect(prove(header, `x${secret}`, beside)).toBeUndefined()
  })

  it.each(cases)('sees a changed value: $name', ({ header, secret, beside }) => {
    const changed = header.replace(/=("?)(.)/, (_, quote: string, first: string) => `=${quote}${first === 'f' ? 'e' : first === '2' ? '3' : 'f'}`)
    expect(changed).not.toBe(header)
    expect(prove(changed, secret, beside)).toBeUndefined()
  })

  it('keeps the place of the secret in its list and nothing else of it', () => {
    const found = prove('a=hello.DGDUkGlIkCzPz+C0B064FNgHdEjox7ch8tOBGslZ5QI', 'tobiiscool')
    expect(found).toEqual({ scheme: 'Fastify or React Router', list: 'list', position: 3 })
    expect(JSON.stringify(found)).not.toContain('tobi')
  })

  it.each(['a=b', 'a=', 'token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.4UN0x7heYckIZW5HEAd2F8qAVas4UN0x7heYckIZW5H', 'a=s%3A.', 'a=--0123456789012345678901234567890123456789', 'a=%'])(
    'finds nothing in %s',
    (header) => expect(prove(header, 'secret')).toBeUndefined(),
  )

  it('takes the signature of a JWT for none of a framework', () => {
    const signing = ['eyJhbGciOiJIUzI1NiJ9', Buffer.from('{"sub":"1"}').toString('base64url')].join('.')
    // Base64 and base64url agree where neither + nor / comes up.
    const secret = Array.from({ length: 100 }, (_, n) => `secret ${n}`).find((one) => !/[+/]/.test(mac('sha256', one, signing).digest('base64'))) ?? ''
    expect(secret).not.toBe('')
    expect(prove(`token=${signing}.${mac('sha256', secret, signing).digest('base64url')}`, secret)).toBeUndefined()
  })

  it('takes a .sig cookie for the one whose name it extends only', () => {
    expect(prove('other=eyJ1c2VyIjo0Mn0=', 'key1', ['session.sig=yIUynYMA5NxnxfOOj1VOzQzi680'])).toBeUndefined()
  })

  it('tries a long list', () => {
    const parsed = parse(cases.find(({ name }) => name === 'Rack')?.header ?? '')
    expect(proveWeakSignature(parsed, [parsed], [{ name: 'long', secrets: Array.from({ length: 20_000 }, (_, i) => `wrong ${i}`) }])).toBeUndefined()
  })
})

describe('the built-in list', () => {
  it('is short, has no entry twice and knows the secrets that documentation shows', () => {
    const { secrets } = weakCookieSecrets
    expect(new Set(secrets).size).toBe(secrets.length)
    expect(secrets.length).toBeLessThan(300)
    for (const secret of ['keyboard cat', 'dev', 'change_me', 'changeme', 'key1', 'super-secret-key', 'secret']) expect(secrets).toContain(secret)
  })
})
