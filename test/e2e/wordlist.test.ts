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
  // Above four million octets the list is divided among processes; the place is still that of the whole file.
  const words = Array.from({ length: 400_000 }, (_, i) => `word-number-${i}`)
  const small = temporary('small.txt', ['alpha', 'hidden-word-7', 'omega'].join('\r\n'))
  const large = temporary('large.txt', [...words, 'hidden-word-7', ''].join('\n'))

  it.each(['HS256', 'HS384', 'HS512'])('finds the secret of a token, expired or not, under %s', async (alg) => {
    const { out, status } = await authlint(['jwt', '-', ...now, '--wordlist', small], { input: `${hmac('hidden-word-7', goodClaims, { alg })}\n${hmac('hidden-word-7', { exp: 1 }, { alg })}` })
    expect(hits(out)).toHaveLength(2)
    expect(hits(out)[0]).toContain('entry 2 of word list')
    expect(status).toBe(1)
    expect(out).not.toContain('hidden-word-7')
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
