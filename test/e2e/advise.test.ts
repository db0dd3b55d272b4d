import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testNow } from '../subjects.ts'
import { encode, goodClaims } from '../tokens.ts'
import { authlint, shell, temporary } from './command.ts'

const session = ['--clients', 'spa', '--site', 'same-site', '--verifiers', 'one', '--revocation', 'immediate', '--risk', 'normal', '--identity', 'own', '--store', 'yes', '--team', 'ready', '--storage', 'memory']

describe('advise', () => {
  it('recommends from options', async () => {
    const { status, out, err } = await authlint(['advise', ...session])
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain('Server session\n')
    expect(out).toContain('cookie/missing-httponly')
  })

  it('names what is missing where nobody can be asked', async () => {
    const { status, out, err } = await authlint(['advise', '--clients', 'mobile', '--risk', 'low'])
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain('no recommendation without --verifiers, --revocation, --identity, --team')
  })

  it('lists the choices in the help, and suggests one', async () => {
    expect((await authlint(['advise', '--help'])).out).toMatch(/"immediate", "5m",\s+"15m", "tolerant"/)
    expect((await authlint(['advise', '--clients', 'mobil'])).err).toContain('Did you mean mobile?')
    expect((await authlint(['advise', '--verifier', 'one'])).err).toContain('Did you mean --verifiers?')
  })

  it('writes Markdown', async () => {
    expect((await authlint(['advise', ...session, '--format', 'markdown'])).out).toMatch(/^# Server session\n/)
  })

  it('gives configurations that hold tokens to the recommendation', async () => {
    const { out } = await authlint(['advise', '--clients', 'mobile', '--verifiers', 'many', '--revocation', '5m', '--risk', 'normal', '--identity', 'own', '--team', 'ready', '--format', 'json'])
    const { configurations } = JSON.parse(out) as { configurations: readonly { config: object }[] }
    const config = temporary('advised.json', JSON.stringify(configurations[0]?.config))
    const claims = { ...goodClaims, iss: 'https://login.example.com', aud: 'https://api.example.com', client_id: 'app' }
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const lint = async (minutes: number) => {
      const input = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })}.${encode({ ...claims, iat: testNow, exp: testNow + minutes * 60 })}`
      const token = `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
      const { out: report } = await authlint(['jwt', token, '--config', config, '--now', String(testNow), '--format', 'json'])
      return (JSON.parse(report) as { findings: readonly { rule: string; severity: string }[] }).findings.filter(({ severity }) => severity !== 'info').map(({ rule, severity }) => `${rule} ${severity}`)
    }
    expect(await lint(5)).toEqual([])
    expect(await lint(10)).toEqual(['jwt/lifetime-too-long warn'])
    expect(await lint(90)).toEqual(['jwt/lifetime-too-long error'])
  })

  it('gives its own command line, which says the same', async () => {
    const first = await authlint(['advise', ...session])
    const again = await shell(first.out.trim().split('\n').at(-1) ?? '')
    expect(again.out).toBe(first.out)
  })

  // util-linux; elsewhere `script` has other options.
  const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false
  if (!hasScript) console.warn('no script of util-linux: the dialogue is not tried on a real terminal')

  it.skipIf(!hasScript)('asks on a terminal', () => {
    const bin = join(import.meta.dirname, '../../bin/authlint.cjs')
    const command = `"${process.execPath}" "${bin}" advise --color never`
    const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], { input: '1,3\n1\n2\n3\n2\n1\n1\n1\n1\n', encoding: 'utf8', timeout: 20_000 })
    expect(status).toBe(0)
    expect(stdout).toContain('Who calls your application?')
    expect(stdout).toContain('Hybrid: a session for the browser, tokens for the rest')
  })
})
