import { describe, expect, it } from 'vitest'
import { shownUrl, urlSecrets } from '../../src/core/url-secrets.ts'
import { cookieSubject } from '../subjects.ts'

const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2lnbmF0dXJl'
const id = '4V0nHg5kq2J7mP8xYb1RzQHk2mT0'

describe('a URL as it is shown', () => {
  it.each([
    ['https://user:secret@example.com/a', 'https://example.com/a'],
    ['https://example.com/a?page=2&sort=name', 'https://example.com/a?page=2&sort=name'],
    [`https://example.com/?access_token=${id}&x=1`, 'https://example.com/?access_token=...&x=1'],
    ['https://example.com/?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz', 'https://example.com/?code=...&state=...'],
    [`https://example.com/cb#id_token=${jwt}`, `https://example.com/cb#id_token=...`],
    [`/a;jsessionid=${id}?b=1`, '/a;jsessionid=...?b=1'],
    [`https://example.com/t/${jwt}/x`, `https://example.com/t/.../x`],
    [`https://example.com/?next=${id}`, 'https://example.com/?next=...'],
    ['https://bucket.example/o?X-Amz-Signature=0123456789abcdef0123', 'https://bucket.example/o?X-Amz-Signature=...'],
    ['https://example.com/a\u001b[31m', 'https://example.com/a\\u{1b}[31m'],
  ])('%s', (url, shown) => expect(shownUrl(url)).toBe(shown))
})

describe('secrets in a URL', () => {
  const named = (url: string) => urlSecrets(url).map(({ name, where, kind }) => `${where} ${name} ${kind}`)
  it.each<[string, string[]]>([
    ['https://example.com/?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj', []],
    [`https://example.com/?id_token_hint=${jwt}&client_assertion=${jwt}&request=${jwt}`, []],
    [`https://example.com/?access_token=${id}`, ['query access_token token']],
    [`https://example.com/#access_token=${id}`, ['fragment access_token token']],
    [`https://example.com/?q=${jwt}`, ['query q jwt']],
    [`https://example.com/${jwt}`, ['path path jwt']],
    [`https://example.com/a;jsessionid=${id}`, ['path jsessionid session']],
    [`https://example.com/?token=${id}`, ['query token generic']],
    ['https://example.com/?sid=12345678901234567890&token=1', []],
    ['https://example.com/?access_token=YOUR_TOKEN&access_token=null', []],
    [`/spa#/home?access_token=${id}`, []],
  ])('%s', (url, expected) => {
    // What a router of a page puts behind # may be anything; its first part is taken as it is.
    if (url.startsWith('/spa')) expect(named(url).every((line) => line.startsWith('fragment'))).toBe(true)
    else expect(named(url)).toEqual(expected)
  })
})

it('a cookie is shown without the session id in the URL that set it', () => {
  const { cookie } = cookieSubject('theme=dark', { url: `https://example.com/a;jsessionid=${id}` }).view({ showSecrets: false })
  expect(cookie).toMatchObject({ url: 'https://example.com/a;jsessionid=...' })
})
