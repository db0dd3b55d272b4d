// Lists that are longer than one machine likes: cut into blocks by GNU parallel, as the README shows.
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encode, goodClaims } from '../tokens.ts'
import { authlint, shell, temporary } from './command.ts'

const hasParallel = spawnSync('parallel', ['--version']).stdout?.toString().includes('GNU parallel') ?? false
if (!hasParallel) console.warn('SKIPPED: GNU parallel is not installed (Debian: parallel).')

const secret = '3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt'
const signed = (claims: object, key = secret, alg = 'HS256'): string => {
  const input = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
}
const tokens = Array.from({ length: 2000 }, (_, i) => {
  const claims = { ...goodClaims, sub: `u_${i}`, jti: `jti-${i}-6f1c1f7e8a53` }
  return i % 400 === 7 ? signed(claims, 'another-key-of-the-same-length-000000') : i % 500 === 11 ? signed({ ...claims, exp: goodClaims.iat }) : signed(claims)
})

/** Rules by the subject of the token: lines and ids begin anew with each block. */
const verdicts = (out: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    out
      .split('\n')
      .filter((line) => line.startsWith('{"subject"'))
      .map((line) => JSON.parse(line) as { subject: { jwt: { claims: { sub: string }; signature: { status: string } } }; findings: { rule: string; severity: string }[] })
      .map(({ subject: { jwt }, findings }) => [jwt.claims.sub, [jwt.signature.status, ...findings.map(({ rule, severity }) => `${severity} ${rule}`)]]),
  )

describe.skipIf(!hasParallel)('GNU parallel', () => {
  const options = `--secret env:SECRET --now 1795197600 --no-config --format ndjson`
  const file = temporary('many-tokens.txt', `${tokens.join('\n')}\n`)

  it('finds the same in blocks as one process in the whole, in order', async () => {
    const whole = await authlint(['jwt', file, ...options.split(' ')], { env: { SECRET: secret } })
    const blocks = await shell(`export -f authlint; parallel --pipe --keep-order --block 100k --jobs 2 "bash -c 'authlint jwt - --jobs 1 ${options}'" < "${file}"`, { SECRET: secret })
    expect(verdicts(whole.out).size).toBe(tokens.length)
    expect([...verdicts(blocks.out)]).toEqual([...verdicts(whole.out)])
    expect(whole.status).toBe(1)
    // The number of blocks with errors, which is what parallel makes of their statuses.
    expect(blocks.status).toBeGreaterThan(0)
    expect(blocks.out.split('\n').filter((line) => line.startsWith('{"summary"')).length).toBeGreaterThan(2)
  })
})
