// What npm would publish, installed into an empty project and used there as people use it.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const { NODE_EXTRA_CA_CERTS: _ca, FORCE_COLOR: _force, ...inherited } = process.env
// Settings that a running npm hands to its scripts are not those of the project.
const environment = Object.fromEntries(Object.entries(inherited).filter(([name]) => !/^npm_/i.test(name) && !name.startsWith('VITEST')))

const project = mkdtempSync(join(tmpdir(), 'authlint-package-'))
const run = (command: string, ...words: string[]): SpawnSyncReturns<string> => spawnSync(command, words, { cwd: project, encoding: 'utf8', env: environment })
const write = (name: string, text: string): string => {
  writeFileSync(join(project, name), text)
  return name
}
const tsc = (...words: string[]) => run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), ...words)

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}
let packed: Packed

beforeAll(() => {
  // Not through prepack: the build is there, and other tests run on it.
  const { stdout, stderr } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { cwd: root, encoding: 'utf8', env: environment })
  const [first] = JSON.parse(stdout || '[]') as Packed[]
  if (!first) throw new Error(stderr)
  packed = first
  write('package.json', JSON.stringify({ name: 'somebody-else', private: true, type: 'module' }))
  const { status, stderr: complaint } = run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${first.filename}`)
  if (status !== 0) throw new Error(complaint)
}, 120_000)

const installed = (file: string): string => readFileSync(join(project, 'node_modules/authlint', file), 'utf8')

describe('the package', () => {
  it('holds what it needs and nothing else', () => {
    const belongs = [
      /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
      /^bin\/authlint\.cjs$/,
      /^dist\/cli\/[\w-]+\.cjs$/,
      /^dist\/cli\/vendor\/[\w-]+\.cjs$/,
      /^dist\/(?:index|vitest)\.js$/,
      /^dist\/library\/[\w-]+\.js$/,
      /^dist\/types\/(?:[\w-]+\/)*[\w-]+\.d\.ts$/,
      /^dist\/schema\/(?:config|report)\.schema\.json$/,
      /^dist\/third-party-licences\.txt$/,
    ]
    const paths = packed.files.map(({ path }) => path)
    expect(paths.filter((path) => !belongs.some((pattern) => pattern.test(path)))).toEqual([])
    for (const pattern of belongs) expect(paths.some((path) => pattern.test(path)), String(pattern)).toBe(true)
  })

  it('brings no other package along', () => {
    const { dependencies, optionalDependencies } = JSON.parse(installed('package.json')) as { dependencies?: object; optionalDependencies?: object }
    expect([dependencies, optionalDependencies]).toEqual([undefined, undefined])
    expect(run('npm', 'ls', '--all', '--parseable').stdout.trim().split('\n')).toHaveLength(2)
  })

  it('names the licences of what is inside', () => {
    const licences = installed('dist/third-party-licences.txt')
    for (const name of ['jose', 'tldts', 'zod', 'commander', 'chalk', 'jsonc-parser', 'set-cookie-parser', 'leven']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([\\w.-]+\\)\\n\\n\\S`, 'm'))
    }
  })

  it('mentions no path of the machine that built it', () => {
    expect(packed.files.map(({ path }) => path).filter((path) => installed(path).includes(root))).toEqual([])
  })

  it('has the command', () => {
    const { version } = JSON.parse(installed('package.json')) as { version: string }
    const { stdout, status } = run('npx', '--no-install', 'authlint', '--version')
    expect([status, stdout]).toEqual([0, `${version}\n`])
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`
    const judged = run('npx', '--no-install', 'authlint', 'jwt', unsigned, '--format', 'compact')
    expect([judged.status, judged.stdout]).toEqual([1, expect.stringContaining('jwt/alg-none')])
  })

  it('has schemas where an editor finds them', () => {
    for (const name of ['config', 'report']) expect(JSON.parse(installed(`dist/schema/${name}.schema.json`))).toMatchObject({ $schema: expect.stringContaining('json-schema.org') as unknown })
    write('authlint.config.json', '{ "$schema": "./node_modules/authlint/dist/schema/config.schema.json", "preset": "strict" }')
    const { stdout } = run('npx', '--no-install', 'authlint', 'jwt', '--print-config')
    expect(JSON.parse(stdout)).toMatchObject({ preset: 'strict', failOn: 'warn' })
  })
})

const sample = `
  const { ok, findings } = lintSetCookie('sid=1; Path=/', { url: 'https://app.example.com/' })
  if (ok || !findings.some((finding) => finding.rule === 'cookie/missing-secure')) throw new Error('not judged')
`

describe('the library', () => {
  it('is imported as an ES module', () => {
    const { status, stderr } = run(process.execPath, write('use.mjs', `import { lintSetCookie } from 'authlint'\n${sample}`))
    expect([status, stderr]).toEqual([0, ''])
  })

  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const requiresModules = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)
  if (!requiresModules) console.warn(`SKIPPED: Node ${process.versions.node} cannot require() an ES module`)
  it.skipIf(!requiresModules)('is required from CommonJS', () => {
    const { status, stderr } = run(process.execPath, write('use.cjs', `const { lintSetCookie } = require('authlint')\n${sample}`))
    expect([status, stderr]).toEqual([0, ''])
  })

  const typed = `
    import { defineRule, lintJwt, lintResponse, lintSetCookie, type Finding, type LintResult, type Rule } from 'authlint'
    const result: LintResult = lintSetCookie(['sid=1'], { roles: { sid: 'session' }, expect: { sid: { sameSite: ['Lax'] } }, preset: 'strict' })
    const first: Finding | undefined = result.findings[0]
    export const severity: 'error' | 'warn' | 'info' | undefined = first?.severity
    lintResponse(new Response(), { url: 'https://app.example.com/' })
    lintResponse({ status: 200, headers: { 'Set-Cookie': ['a=1', 'b=2'] } })
    lintJwt('x', { rules: { 'jwt/missing-jti': 'off' }, key: new Uint8Array(), now: new Date() })
    // @ts-expect-error there is no such preset
    lintSetCookie('a=1', { preset: 'strickt' })
    export const own: Rule = defineRule({
      id: 'cookie/mine',
      meta: { kind: 'cookie', severity: 'warn', confidence: 'certain', since: '1', summary: '', rationale: '', remediation: '', references: [], messages: { found: 'Found.' }, examples: { bad: [], good: [] } },
      check: (cookie, { report }) => cookie.browser.effective.secure || report({ messageId: 'found' }),
    }) as Rule
  `
  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has declarations that hold by themselves: module %s, resolution %s', (module, resolution) => {
    const { status, stdout } = tsc('--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--types', '', '--target', 'es2023', '--module', module, '--moduleResolution', resolution, '--ignoreConfig', write('typed.ts', typed))
    expect([status, stdout]).toEqual([0, ''])
  })
})

describe('authlint/vitest', () => {
  const tests = `
    import { expect, it } from 'vitest'
    import 'authlint/vitest'
    it('passes', () => {
      expect(['__Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; Secure; HttpOnly; SameSite=Lax']).toPassAuthlint({ url: 'https://app.example.com/' })
      expect(['sid=1; Path=/']).toHaveFinding('cookie/missing-secure')
      expect(['sid=1; Path=/']).not.toPassAuthlint()
    })
  `
  beforeAll(() => {
    mkdirSync(join(project, 'node_modules'), { recursive: true })
    symlinkSync(join(root, 'node_modules/vitest'), join(project, 'node_modules/vitest'))
    write('matchers.test.ts', tests)
  })

  it('adds matchers in a project of somebody else', () => {
    const { status, stdout, stderr } = run(process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', project, '--reporter', 'json')
    expect([status, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 1, numFailedTests: 0 })
  }, 30_000)

  it('has types for them', () => {
    const compile = (text: string) => tsc('--noEmit', '--strict', '--skipLibCheck', '--types', '', '--target', 'es2023', '--module', 'nodenext', '--ignoreConfig', write('matchers-typed.test.ts', text)).stdout
    expect(compile(tests)).toBe('')
    expect(compile(tests.replace('toPassAuthlint()', 'toPassAuthlint({ preset: 1 })'))).toContain("Type 'number' is not assignable")
    expect(compile(tests.replace('toPassAuthlint()', 'toPassAuthlnt()'))).toContain('toPassAuthlnt')
  })
})
