import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { authlint, temporary } from './command.ts'

const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`
const lint = (path: string | undefined, ...words: string[]) => authlint(['jwt', unsigned, '--no-config', ...words], { env: path === undefined ? {} : { GITHUB_STEP_SUMMARY: path } })

describe('the job summary', () => {
  it('is appended to what other steps wrote, by the format github only', async () => {
    const path = temporary('summary.md', '# Tests\n\nAll well.\n\n')
    const { status, out } = await lint(path, '--format', 'github')
    expect([status, out]).toEqual([1, expect.stringMatching(/^::error .*jwt\/alg-none/m)])
    const text = readFileSync(path, 'utf8')
    expect(text).toMatch(/^# Tests\n\nAll well\.\n\n### authlint: [\s\S]*`jwt\/alg-none`/)
    await lint(path, '--format', 'json')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('comes with the format in a file as well', async () => {
    const path = temporary('summary-2.md')
    await lint(path, '--format', `github=${temporary('annotations.txt')}`)
    expect(readFileSync(path, 'utf8')).toContain('### authlint')
  })

  it('changes no status when it cannot be written', async () => {
    const { status, err } = await lint('/nowhere/summary.md', '--format', 'github')
    expect([status, err]).toEqual([1, expect.stringContaining('the job summary could not be written: ENOENT')])
    expect((await lint(undefined, '--format', 'github')).err).toBe('')
  })
})
