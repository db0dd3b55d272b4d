import { createHmac } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { corpusPath } from '../corpus.ts'
import { goodClaims, hmac } from '../tokens.ts'
import { authlint, temporary } from './command.ts'

const now = ['--now', '1795197600', '--format', 'json', '--no-config']

interface Report {
  readonly findings: readonly { readonly rule: string; readonly message: string }[]
}
const hits = (out: string): string[] => (JSON.parse(out) as Report).findings.filter(({ rule }) => rule === 'jwt/weak-secret').map(({ message }) => message)

describe('--wordlist', () => {
  // Above eight million octets the list is divided among processes; the place is still that of the whole file.
  const words = Array.from({ length: 600_000 }, (_, i) => `word-number-${i}`)
  const small = temporary('small.txt', ['alpha', 'hidden-word-7', 'omega'].join('\r\n'))
  const large = temporary('large.txt', [...words, 'hidden-word-7', ''].join('\n'))

  it.each(['HS256', 'HS384', 'HS512'])('finds the secret of a token, expired or not, under %s', async (alg) => {
    const { out, status } = await authlint(['jwt', '-', ...now, '--wordlist', small], { input: `${hmac('hidden-word-7', goodClaims, { alg })}\n${hmac('hidden-word-7', { exp: 1 }, { alg })}` })
    expect(hits(out)).toHaveLength(2)
    expect(hits(out)[0]).toContain('entry 2 of word list')
    expect(status).toBe(1)
    expect(out).not.toContain('hidden-word-7')
  })

  it.each([
    ['compressed', gzipSync('alpha\n'), 'compressed (gzip)'],
    ['in UTF-16', Buffer.from('\ufeffalpha\r\n', 'utf16le'), 'in UTF-16'],
    ['in UTF-16 without its mark', Buffer.from('alpha\r\nbeta\r\n', 'utf16le'), 'in UTF-16'],
    ['in UTF-16, the greater octet first', Buffer.from('\ufeffalpha\r\n', 'utf16le').swap16(), 'in UTF-16'],
  ])('refuses one that is %s rather than trying what never fits', async (_, octets, says) => {
    const path = temporary('unfit.txt', octets)
    const { status, err } = await authlint(['jwt', '-', ...now, '--wordlist', path], { input: hmac('alpha', goodClaims) })
    expect(status).toBe(3)
    expect(err).toContain(says)
  })

  it('divides a large list and names the line', async () => {
    const { out, err } = await authlint(['jwt', hmac('hidden-word-7'), ...now, '--wordlist', small, '--wordlist', large])
    expect(hits(out)[0]).toContain('entry 2 of word list')
    const alone = await authlint(['jwt', hmac('hidden-word-7'), ...now, '--wordlist', large])
    expect(hits(alone.out)[0]).toContain(`entry ${words.length + 1} of word list`)
    expect(out + err + alone.out + alone.err).not.toContain('hidden-word-7')
    const first = await authlint(['jwt', hmac('word-number-3'), ...now, '--wordlist', large])
    expect(hits(first.out)[0]).toContain('entry 4 of')
  })

  it('says nothing of a token whose secret is not in it', async () => {
    const { out } = await authlint(['jwt', hmac('not-in-any-list-9f8e7d6c5b'), ...now, '--wordlist', large])
    expect(hits(out)).toEqual([])
  })

  it('must be a file that can be read', async () => {
    const { status, err } = await authlint(['jwt', hmac('x'), ...now, '--wordlist', '/nowhere/words.txt'])
    expect([status, err.includes('cannot read the word list /nowhere/words.txt')]).toEqual([3, true])
  })

  const published = corpusPath('weak-jwt-secrets.txt')
  it.skipIf(!published)('takes a public list as it is', async () => {
    const { out } = await authlint(['jwt', hmac('your-256-bit-secret'), ...now, '--no-crack', '--wordlist', published ?? ''])
    expect(hits(out)[0]).toContain('of word list')
  })
})

describe('--wordlist for cookies', () => {
  // As cookie-signature writes it: HMAC-SHA-256 of the value, base64 without padding, percent-encoded by Express.
  const express = (secret: string | Buffer, id: string) => `Set-Cookie: connect.sid=${encodeURIComponent(`s:${id}.${createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')}`)}; Path=/; Secure; HttpOnly; SameSite=Lax\n`
  const folder = dirname(temporary('marker.txt'))
  const id = 'J7pXf1r0b8m2cQ5tYw9zKd3uHn6LeVaG'
  const foundIn = (out: string): string[] => (JSON.parse(out) as Report).findings.filter(({ rule }) => rule === 'cookie/signed-with-weak-secret').map(({ message }) => message)
  const crlf = temporary('cookie-crlf.txt', ['alpha', 'hidden cookie word', 'omega'].join('\r\n'))
  // The word stands behind more than one piece of what is read at a time.
  const long = temporary('cookie-long.txt', [...Array.from({ length: 30_000 }, (_, i) => `cookie-word-${i}`), 'hidden cookie word', ''].join('\n'))

  it('says list and line, and never the secret', async () => {
    const { out, err, status } = await authlint(['cookie', '-', ...now, '--wordlist', crlf], { input: express('hidden cookie word', id) })
    expect(foundIn(out)).toEqual([`The Express signature of the session cookie connect.sid verifies with entry 2 of the word list ${crlf}: anyone can forge it.`])
    expect(status).toBe(1)
    expect(out + err).not.toContain('hidden cookie word')
  })

  it('goes through a list anew for each cookie, and through several in their order', async () => {
    const { out } = await authlint(['cookie', '-', ...now, '--wordlist', long, '--wordlist', crlf], { input: express('hidden cookie word', id) + express('omega', id) + express('cookie-word-3', id) + express('in no list: 6f1c', id) })
    expect(foundIn(out).map((message) => /entry \d+ of the word list \S+/.exec(message)?.[0])).toEqual([`entry 30001 of the word list ${long}:`, `entry 3 of the word list ${crlf}:`, `entry 4 of the word list ${long}:`])
  })

  it('leaves the built-in list in its place', async () => {
    const { out } = await authlint(['cookie', '-', ...now, '--wordlist', crlf], { input: express('keyboard cat', id) })
    expect(foundIn(out)[0]).toContain('of the built-in list of cookie secrets')
  })

  it('takes words in any encoding for the octets that they are', async () => {
    const latin1 = temporary('cookie-latin1.txt', Buffer.from('plain\nmot-cl\u00e9-secret\n', 'latin1'))
    const { out } = await authlint(['cookie', '-', ...now, '--wordlist', latin1], { input: express(Buffer.from('mot-cl\u00e9-secret', 'latin1'), id) })
    expect(foundIn(out)[0]).toContain('entry 2 of the word list')
  })

  it.each(['cookie', 'jwt'])('of %s that cannot be read ends the run, with no report half written', async (command) => {
    const { status, err, out } = await authlint([command, '-', ...now.slice(0, 2), '--no-config', '--format', `json=${join(folder, `fresh-${command}.json`)}`, '--wordlist', '/nowhere/words.txt'], { input: express('x', id) })
    expect([status, err.includes('cannot read the word list /nowhere/words.txt'), out]).toEqual([3, true, ''])
    expect(readdirSync(folder).filter((name) => name.startsWith(`fresh-${command}`))).toEqual([])
    const other = await authlint([command, '-', ...now, '--wordlist', folder], { input: express('x', id) })
    expect([other.status, other.err.includes('is no file')]).toEqual([3, true])
  })
})
