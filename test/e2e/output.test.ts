// Where reports go, and what is left when that breaks.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { authlint, shell, temporary } from './command.ts'

const input = temporary('output-input.txt', 'Set-Cookie: a=b; Secure\n')
const folder = (): string => mkdtempSync(join(tmpdir(), 'authlint-output-'))

describe('a report', () => {
  const hasFull = existsSync('/dev/full') && lstatSync('/dev/full').isCharacterDevice()
  if (!hasFull) console.warn('SKIPPED: there is no /dev/full, so a full disk is not tried')
  it.skipIf(!hasFull).each([
    [`authlint cookie ${input} > /dev/full`, 'standard output'],
    [`authlint cookie ${input} --format json > /dev/full`, 'standard output'],
    ['authlint rules > /dev/full', 'standard output'],
    ['authlint explain jwt/alg-none > /dev/full', 'standard output'],
  ])('that finds no space is not given: %s', async (line, what) => {
    const { status, err } = await shell(line)
    expect([status, err]).toEqual([3, expect.stringContaining(`cannot write ${what}: no space is left`)])
  })

  it.each([
    ['folder', (place: string) => place, 'it is a folder'],
    ['file in a folder that is not there', (place: string) => join(place, 'none/report.json'), 'its folder is not there'],
  ])('does not go into a %s', async (_, name, message) => {
    const place = folder()
    const { status, err } = await authlint(['cookie', input, '--output', name(place)])
    expect([status, err, readdirSync(place)]).toEqual([3, expect.stringContaining(message), []])
  })

  it('goes through a pipe with a name, and leaves it one', async () => {
    const pipe = join(folder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const { status, out } = await shell(`cat '${pipe}' & authlint cookie ${input} --format json='${pipe}' --format compact > /dev/null; status=$?; wait; exit $status`)
    expect([status, lstatSync(pipe).isFIFO()]).toEqual([0, true])
    expect(JSON.parse(out)).toMatchObject({ command: 'cookie' })
  })

  it.each([
    ['report.json', [], /^\{\n/],
    ['report.SARIF', [], /"\$schema": /],
    ['report.html', [], /^<!doctype html>/i],
    ['report.json', ['--format', 'compact'], /^\/.*cookie\//],
    ['report.txt', [], /cookie\//],
    ['report.constructor', [], /cookie\//],
  ])('is in the format that is named, or that its ending names: %s %j', async (name, words, begins) => {
    const file = join(folder(), name)
    await authlint(['cookie', temporary('set-cookie.txt', 'Set-Cookie: sid=1\n'), '--output', file, ...words])
    expect(readFileSync(file, 'utf8')).toMatch(begins)
  })

  it('goes through a link, and leaves it one', async () => {
    const place = folder()
    writeFileSync(join(place, 'real.json'), 'old')
    symlinkSync('real.json', join(place, 'link.json'))
    await authlint(['cookie', input, '--output', join(place, 'link.json'), '--format', 'json'])
    expect(lstatSync(join(place, 'link.json')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(place, 'real.json'), 'utf8')).toContain('"schemaVersion"')
  })

  it('to /dev/stdout is in its place among what others write', async () => {
    const log = join(folder(), 'log')
    await shell(`{ echo before; authlint cookie ${input} --output /dev/stdout --format compact; echo after; } > '${log}'`)
    expect(readFileSync(log, 'utf8')).toMatch(/^before\n[\s\S]*cookie\/missing-samesite[\s\S]*\nafter\n$/)
  })

  it('that nobody waits for ends quietly', async () => {
    for (const command of ['rules', 'explain jwt/alg-none', `cookie ${input} --format json`]) {
      const { status, out, err } = await shell(`authlint ${command} | head -c 1; exit \${PIPESTATUS[0]}`)
      expect([status, out.length, err], command).toEqual([0, 1, ''])
    }
  })

  it('that is interrupted leaves nothing', async () => {
    const place = folder()
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/authlint.cjs'), 'cookie', '--format', 'json=report.json'], { cwd: place, stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.write('Set-Cookie: a=b; Secure\n')
    await new Promise((resolve) => setTimeout(resolve, 500))
    child.kill('SIGINT')
    // What a shell shows as 130: ended by the signal itself.
    expect(await new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)))).toBe('SIGINT')
    expect(readdirSync(place)).toEqual([])
  })
})
