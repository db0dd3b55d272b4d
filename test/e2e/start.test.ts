// How the command starts: what it loads, and the compiled code that it keeps beside itself.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { goodClaims, hmac, unsigned } from '../tokens.ts'
import { testNow } from '../subjects.ts'
import { temporary } from './command.ts'

const root = join(import.meta.dirname, '../..')
const { NODE_EXTRA_CA_CERTS: _ca, FORCE_COLOR: _force, NODE_DISABLE_COMPILE_CACHE: _off, ...environment } = process.env

/** A copy of the command, so that what it keeps does not disturb other tests. */
const installed = mkdtempSync(join(tmpdir(), 'authlint-start-'))
for (const part of ['bin', 'dist/cli', 'package.json']) cpSync(join(root, part), join(installed, part), { recursive: true })
afterAll(() => rmSync(installed, { recursive: true }))

const folder = join(installed, 'dist/cli')
const kept = (): readonly string[] => readdirSync(folder).filter((name) => !/^(?:jwt|cookie|all)\.cjs$|^vendor$/.test(name))
const forget = (): void => {
  for (const name of kept()) rmSync(join(folder, name), { recursive: true })
}

function run(words: readonly string[], { input = '', env = {}, before = [] as readonly string[] } = {}): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...before, join(installed, 'bin/authlint.cjs'), ...words], { input, env: { ...environment, ...env }, encoding: 'utf8' })
  return { status, out: stdout, err: stderr }
}

const now = ['--now', String(testNow), '--no-config']
const token = unsigned({ alg: 'none' })
const response = 'HTTP/2 200\r\nset-cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/\r\n\r\n'

describe('compiled code', () => {
  beforeEach(forget)

  it.each([
    ['jwt', ['jwt', token, ...now], ''],
    ['cookie', ['cookie', '-', ...now], response],
    ['all', ['scan', '-', ...now], response],
  ])('is kept by the first run, beside the file of %s, and changes nothing', (name, words, input) => {
    const first = run(words, { input })
    expect(kept()).toEqual([expect.stringMatching(new RegExp(`^${name}\\.cjs\\.${words[0]}\\.${process.version}-\\w+-\\w+\\.bin$`))])
    expect(first).toMatchObject({ status: 1, err: '' })
    expect(run(words, { input })).toEqual(first)
  })

  const corruptions: Readonly<Record<string, (compiled: Buffer) => Buffer>> = {
    'nothing at all': () => Buffer.alloc(0),
    'half a file': (compiled) => compiled.subarray(0, compiled.length / 2),
    // Its second word is a hash of the version of V8.
    'that of another V8': (compiled) => Buffer.concat([compiled.subarray(0, 4), Buffer.alloc(4, 0x5a), compiled.subarray(8)]),
    'something else': () => Buffer.from('#!/bin/sh\n'),
  }
  it.each(Object.entries(corruptions))('is passed over where it does not fit: %s', (_what, corrupted) => {
    const sound = run(['jwt', token, ...now])
    const [name = ''] = kept()
    const path = join(folder, name)
    writeFileSync(path, corrupted(readFileSync(path)))
    expect(run(['jwt', token, ...now])).toEqual(sound)
  })

  it('is not missed where it can neither be read nor written', () => {
    const sound = run(['jwt', token, ...now])
    const [name = ''] = kept()
    forget()
    mkdirSync(join(folder, name))
    expect(run(['jwt', token, ...now])).toEqual(sound)
    expect(kept()).toEqual([name])
  })

  it.each([
    ['NODE_DISABLE_COMPILE_CACHE is set', ['jwt', token, ...now], { NODE_DISABLE_COMPILE_CACHE: '1' }],
    ['the command line is wrong', ['jwt', token, '--nonsense'], {}],
    ['the token is none', ['jwt', 'hello', ...now], {}],
    ['only the version is asked for', ['--version'], {}],
    ['only help is asked for', ['jwt', '--help'], {}],
    ['there is no such command', ['../jwt'], {}],
  ])('is not kept when %s', (_when, words, env) => {
    run(words, { env })
    expect(kept()).toEqual([])
  })
})

describe('a run loads only what it needs', () => {
  const probe = temporary(
    'probe.cjs',
    `process.on('exit', () => {
      const packages = Object.keys(require.cache).flatMap((path) => /vendor.([\\w-]+)\\.cjs$/.exec(path)?.[1] ?? [])
      const slow = ['crypto', 'os', 'stream', 'zlib', 'tty', 'net', 'http', 'https', 'child_process', 'worker_threads', 'readline', 'fs/promises']
      const builtins = slow.filter((name) => process.moduleLoadList.includes('NativeModule ' + name))
      require('node:fs').writeFileSync(process.env.LOADED, JSON.stringify([...packages, ...builtins].sort()))
    })`,
  )
  const loaded = temporary('loaded.json')
  const secret = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa'
  const loadedBy = (words: readonly string[], input = ''): unknown => {
    const { status, err } = run([...words, ...now], { input, env: { LOADED: loaded, SECRET: secret }, before: ['-r', probe] })
    expect([status === 0 || status === 1, err]).toEqual([true, ''])
    return JSON.parse(readFileSync(loaded, 'utf8'))
  }

  it.each<[string, readonly string[], string, readonly string[]]>([
    ['a token without a key', ['jwt', unsigned({ alg: 'RS256', typ: 'JWT' }, goodClaims, 'A'.repeat(342))], '', []],
    ['a token with a key', ['jwt', hmac(secret), '--secret', 'env:SECRET'], '', ['crypto', 'stream']],
    ['a token, as JSON', ['jwt', token, '--format', 'json'], '', []],
    ['a response', ['cookie', '-'], response, []],
    ['a response with a Domain attribute', ['cookie', '--url', 'https://app.example.com', '-'], response.replace('Path', 'Domain=example.com; Path'), ['tldts']],
    ['a response, as SARIF', ['cookie', '--format', 'sarif', '-'], response, []],
  ])('%s', (_what, words, input, expected) => expect(loadedBy(words, input)).toEqual(expected))
})
