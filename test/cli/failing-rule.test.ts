// A rule of our own that throws: the run has no verdict, and says so. What else could be judged counts for nothing.
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Io, OutputStream } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'
import { jwtRules } from '../../src/rules/jwt/index.ts'
import { cookieRules } from '../../src/rules/cookie/index.ts'
import { unsigned } from '../tokens.ts'

afterEach(() => vi.restoreAllMocks())

async function run(words: readonly string[], input: readonly string[] = []): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const into = (name: 'out' | 'err'): OutputStream => ({ isTerminal: false, columns: undefined, write: (text) => (said[name] += text), flush: () => undefined })
  const io: Io = { stdout: into('out'), stderr: into('err'), stdin: { isTerminal: input.length === 0, pieces: () => input }, env: {}, cwd: '/', clock: () => 1795197600 }
  return { status: await main([...words, '--no-config'], io), ...said }
}

describe('a rule that throws', () => {
  const token = unsigned({ alg: 'HS256' }, { sub: 'u_1' }, 'AAAA')

  it.each([
    ['an error', new TypeError('x is not a function')],
    ['a text', 'gone'],
    ['nothing', undefined],
  ])('%s', async (_, thrown) => {
    const last = jwtRules.at(-1)
    if (!last) throw new Error('no rules')
    vi.spyOn(last, 'check').mockImplementation(() => {
      throw thrown
    })
    for (const words of [['jwt', token], ['jwt', token, '--format', 'ndjson'], ['jwt', token, '--fail-on', 'never']]) {
      const { status, out, err } = await run([...words, '--rule', `${last.id}=error`])
      expect([status, out]).toEqual([70, ''])
      expect(err).toMatch(/internal error[\s\S]*Nothing was judged[\s\S]*Report it/)
    }
  })

  it('about a cookie', async () => {
    const [first] = cookieRules
    if (!first) throw new Error('no rules')
    vi.spyOn(first, 'check').mockImplementation(() => {
      throw new RangeError('Maximum call stack size exceeded')
    })
    expect(await run(['cookie', '--rule', `${first.id}=error`], ['Set-Cookie: sid=1; Path=/\n'])).toMatchObject({ status: 70, out: '' })
  })
})
