// Rules of a project's own, through the configuration and the built command.
import { chownSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recording } from '../flows.ts'
import { unsigned } from '../tokens.ts'
import { authlint } from './command.ts'

const repository = join(import.meta.dirname, '../..')
const token = unsigned({ alg: 'none' }, { sub: 'u_1' })

/** A project in a repository of its own. */
function project(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-plugins-'))
  mkdirSync(join(folder, '.git'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

interface Parts {
  readonly id?: string
  readonly kind?: string
  readonly check?: string
  readonly meta?: string
  readonly more?: string
}

/** The text of a rule that reports every subject. */
const rule = ({ id = 'acme/tenant', kind = 'jwt', check = "(subject, { report }) { report({ messageId: 'missing', data: { who: subject.id } }) }", meta = '', more = '' }: Parts = {}): string => `{
  id: '${id}',
  meta: {
    kind: '${kind}', severity: 'error', confidence: 'certain', since: '1.0.0',
    summary: 'No tenant is named.', rationale: 'The services of this project go by it.', remediation: 'Name the tenant.',
    references: ['https://wiki.acme.example/tokens', 'CWE-284'],
    messages: { missing: '{who} names no tenant.' },
    examples: { bad: [], good: [] }, ${meta}
  },
  ${more}
  check${check},
}`

const withRule = (parts?: Parts, config: object = {}): string => project({ 'rules/acme.mjs': `export default ${rule(parts)}`, 'authlint.config.json': { plugins: ['./rules/acme.mjs'], ...config } })

interface Found {
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[]
  readonly suppressed: readonly { readonly rule: string }[]
}
const judged = async (words: readonly string[], cwd: string, input = ''): Promise<Found> => JSON.parse((await authlint([...words, '--format', 'json'], { cwd, input })).out) as Found
const own = ({ findings }: Found) => findings.filter(({ rule: id }) => id.startsWith('acme/'))

describe('a rule of a plugin', () => {
  it('judges in every command, on what it is for', async () => {
    const kinds = ['jwt', 'jwt-set', 'cookie', 'response', 'flow', 'jwk']
    const cwd = project({ 'acme.mjs': `export const rules = [${kinds.map((kind) => rule({ id: `acme/${kind}`, kind })).join()}]`, 'authlint.config.json': { plugins: ['./acme.mjs'] } })
    const response = 'HTTP/1.1 200 OK\r\nset-cookie: sid=1; Path=/\r\n\r\n'
    const rulesOf = async (words: readonly string[], input = '') => [...new Set(own(await judged(words, cwd, input)).map(({ rule: id }) => id))].toSorted()
    const twice = [1, 2].map((iat) => unsigned({ alg: 'none' }, { iss: 'a', jti: 'same', iat }))
    expect(await rulesOf(['jwt', ...twice])).toEqual(['acme/jwt', 'acme/jwt-set'])
    expect(await rulesOf(['cookie', '--expect', 'sid', '-'], response)).toEqual(['acme/cookie'])
    expect(await rulesOf(['scan', '-'], response)).toEqual(['acme/cookie', 'acme/response'])
    const login = [{ request: 'POST /login', body: 'user=a&password=b', status: 302, answer: ['Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/'] }, { request: 'GET /', fields: ['Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa'] }]
    expect(await rulesOf(['scan', '-'], recording(...login))).toEqual(['acme/cookie', 'acme/flow', 'acme/response'])
    expect(await rulesOf(['jwks', '-'], '{"kty":"oct","k":"AAAA"}')).toEqual(['acme/jwk'])
  })

  it('decides the status, by the severity that the configuration, a preset or an option gives it', async () => {
    const cwd = withRule({ kind: 'cookie', meta: "presets: { api: 'info' }" })
    const severity = async (...words: string[]) => own(await judged(['cookie', '-', ...words], cwd, 'Set-Cookie: theme=dark; Secure; Path=/; SameSite=Lax')).map((finding) => finding.severity)
    expect(await severity()).toEqual(['error'])
    expect(await severity('--preset', 'api')).toEqual(['info'])
    expect(await severity('--rule', 'acme/tenant=warn')).toEqual(['warn'])
    const status = async (...words: string[]) => (await authlint(['cookie', '-', ...words], { cwd, input: 'Set-Cookie: theme=dark; Secure; Path=/; SameSite=Lax' })).status
    expect([await status(), await status('--rule', 'acme/tenant=warn'), await status('--no-config')]).toEqual([1, 0, 0])
    expect(own(await judged(['cookie', '-'], withRule({ kind: 'cookie' }, { overrides: [{ cookies: ['theme'], rules: { 'acme/tenant': 'off' } }] }), 'Set-Cookie: theme=dark'))).toEqual([])
  })

  it('has options', async () => {
    const parts = { more: "defaults: { claim: 'tenant', list: [1] },", check: "(_, { options, report }) { report({ messageId: 'missing', data: { who: JSON.stringify(options) } }) }" }
    expect(own(await judged(['jwt', token], withRule(parts, { rules: { 'acme/tenant': ['warn', { claim: 'org' }] } })))).toMatchObject([{ severity: 'warn', message: '{"claim":"org","list":[1]} names no tenant.' }])
  })

  it('is ignored in the configuration, in a comment and by a baseline', async () => {
    const ignore = (entry: string) => withRule({ kind: 'cookie' }, { ignore: [{ rule: entry, reason: 'known' }] })
    for (const entry of ['acme/tenant', 'acme/*']) expect((await judged(['cookie', '-'], ignore(entry), 'Set-Cookie: theme=dark')).suppressed).toMatchObject([{ rule: 'acme/tenant' }])
    const cwd = withRule({ kind: 'cookie' })
    expect((await judged(['cookie', '-'], cwd, '# authlint-ignore acme/tenant -- known\nSet-Cookie: theme=dark\n')).suppressed).toMatchObject([{ rule: 'acme/tenant' }])
    await authlint(['cookie', '-', '--baseline', 'known.json', '--update-baseline'], { cwd, input: 'Set-Cookie: theme=dark' })
    expect(readFileSync(join(cwd, 'known.json'), 'utf8')).toContain('acme/tenant')
    expect(own(await judged(['cookie', '-', '--baseline', 'known.json'], cwd, 'Set-Cookie: theme=dark'))).toEqual([])
  })

  it('is in the rule table of SARIF, with the page it refers to', async () => {
    const { out } = await authlint(['jwt', token, '--format', 'sarif'], { cwd: withRule() })
    const { runs } = JSON.parse(out) as { runs: [{ tool: { driver: { rules: { id: string; helpUri?: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }] }
    const [{ tool, results }] = runs
    const index = tool.driver.rules.findIndex(({ id }) => id === 'acme/tenant')
    expect(tool.driver.rules[index]?.helpUri).toBe('https://wiki.acme.example/tokens')
    expect(results.find(({ ruleId }) => ruleId === 'acme/tenant')?.ruleIndex).toBe(index)
  })

  it('is listed, explained and in the effective configuration', async () => {
    const cwd = withRule({}, { rules: { 'acme/tenant': 'warn' } })
    expect((await authlint(['rules'], { cwd })).out).toMatch(/acme\/tenant +error/)
    expect((await authlint(['rules', '--namespace', 'acme', '--format', 'json'], { cwd })).out).toContain('"id": "acme/tenant"')
    expect((await authlint(['rules', '--no-config'], { cwd })).out).not.toContain('acme/tenant')
    expect((await authlint(['rules', '--namespace', 'acmee'], { cwd })).err).toContain('Did you mean acme?')
    for (const id of ['acme/tenant', 'tenant']) expect((await authlint(['explain', id], { cwd })).out).toContain('The services of this project go by it.')
    expect((await authlint(['explain', 'acme/tenannt'], { cwd })).err).toContain('Did you mean acme/tenant?')
    const { out, err } = await authlint(['jwt', '--print-config'], { cwd })
    expect(JSON.parse(out)).toMatchObject({ plugins: [join(cwd, 'rules/acme.mjs')], rules: { 'acme/tenant': 'warn' } })
    expect(err).toContain('acme.mjs was run, 1 rule')
    expect((await authlint(['jwt', token, '--rule', 'acme/tenannt=off'], { cwd })).err).toContain('Did you mean acme/tenant?')
  })

  it('is listed even where the configuration names a rule that there is not, for that message sends people here', async () => {
    const cwd = withRule({}, { rules: { 'acme/tenannt': 'warn' } })
    const refused = await authlint(['jwt', token], { cwd })
    expect([refused.status, refused.err]).toEqual([2, expect.stringMatching(/authlint\.config\.json:1:\d+: there is no rule "acme\/tenannt"\n {2}Did you mean acme\/tenant\?/)])
    expect((await authlint(['rules'], { cwd })).out).toContain('acme/tenant')
  })
})

describe('a plugin', () => {
  const runs = async (cwd: string): Promise<number> => own(await judged(['jwt', token], cwd)).length

  it.each([
    ['an ES module', { 'p.mjs': `export default ${rule()}` }, './p.mjs'],
    ['a list', { 'p.mjs': `export default [${rule()}]` }, './p.mjs'],
    ['named rules', { 'p.mjs': `export const rules = [${rule()}]` }, './p.mjs'],
    ['an object with rules', { 'p.mjs': `export default { rules: [${rule()}] }` }, './p.mjs'],
    ['CommonJS', { 'p.cjs': `module.exports = ${rule()}` }, './p.cjs'],
    ['CommonJS with named rules', { 'p.cjs': `exports.rules = [${rule()}]` }, './p.cjs'],
    ['CommonJS out of TypeScript', { 'p.cjs': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${rule()}` }, './p.cjs'],
    ['.js by the type of its package', { 'package.json': { type: 'module' }, 'p.js': `export default ${rule()}` }, './p.js'],
    ['.js without a type', { 'p.js': `module.exports = ${rule()}` }, './p.js'],
    ['one that waits at its top level', { 'p.mjs': `await new Promise((done) => setTimeout(done, 20)); export default ${rule()}` }, './p.mjs'],
    ['a package', { 'node_modules/authlint-acme/package.json': { main: 'm.js' }, 'node_modules/authlint-acme/m.js': `module.exports = ${rule()}` }, 'authlint-acme'],
    ['a package for import alone', { 'node_modules/@acme/rules/package.json': { exports: { import: './m.mjs' } }, 'node_modules/@acme/rules/m.mjs': `export default ${rule()}` }, '@acme/rules'],
  ])('is %s', async (_, files, name) => {
    expect(await runs(project({ ...files, 'authlint.config.json': { plugins: [name] } }))).toBe(1)
  })

  it('takes defineRule from the installed package', async () => {
    const cwd = project({ 'p.mjs': `import { defineRule } from 'authlint'\nexport default defineRule(${rule()})`, 'authlint.config.json': { plugins: ['./p.mjs'] } })
    const without = await authlint(['jwt', token], { cwd })
    expect([without.status, without.err]).toEqual([2, expect.stringContaining('npm install --save-dev authlint')])
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(repository, join(cwd, 'node_modules/authlint'), 'dir')
    expect(await runs(cwd)).toBe(1)
  })

  it('is what the README shows', async () => {
    const readme = readFileSync(join(repository, 'README.md'), 'utf8')
    const code = /```js\n(\/\/ authlint-rules\.mjs\n[\s\S]*?)```/.exec(readme)?.[1] ?? expect.unreachable()
    const cwd = project({ 'authlint-rules.mjs': code, 'authlint.config.json': { plugins: ['./authlint-rules.mjs'], rules: { 'acme/tenant-claim': ['warn', { claim: 'org' }] } } })
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(repository, join(cwd, 'node_modules/authlint'), 'dir')
    expect(own(await judged(['jwt', token], cwd))).toMatchObject([{ rule: 'acme/tenant-claim', severity: 'warn', message: 'This token has no claim org.' }])
  })

  it('comes with a configuration that is extended, and once when it is named twice', async () => {
    const cwd = project({
      'shared/acme.mjs': `export default ${rule()}`,
      'shared/base.json': { plugins: ['./acme.mjs'] },
      'authlint.config.json': { extends: './shared/base.json', plugins: ['./shared/acme.mjs'], rules: { 'acme/tenant': 'warn' } },
    })
    expect(own(await judged(['jwt', token], cwd))).toMatchObject([{ severity: 'warn' }])
  })

  it.each([
    ['is not there', { 'x.mjs': '' }, './acme.mjs', /there is no plugin \.\/acme\.mjs/, /folder of the configuration/],
    ['lacks its ./', { 'acme.mjs': '' }, 'acme.mjs', /there is no package acme\.mjs/, /Did you mean \.\/acme\.mjs\?/],
    ['is not installed', {}, 'authlint-plugin-acme', /there is no package authlint-plugin-acme/, /Install it/],
    ['has a syntax error', { 'a.mjs': '\nexport default {{' }, './a.mjs', /cannot be loaded: Unexpected token/, /node --check .*a\.mjs shows where/],
    ['throws', { 'a.mjs': '\n\nthrow new Error("no licence")' }, './a.mjs', /cannot be loaded: no licence \(.*a\.mjs:3\)/, undefined],
    ['imports what is not there', { 'a.mjs': 'import "./b.mjs"' }, './a.mjs', /cannot be loaded: Cannot find module/, undefined],
    ['is no program', { 'a.txt': '' }, './a.txt', /cannot be loaded by Node/, /\.mjs, \.cjs or \.js/],
    ['exports nothing', { 'a.mjs': 'export const rule = 1' }, './a.mjs', /exports no rules/, /export default \[/],
    ['exports an empty list', { 'a.mjs': 'export default []' }, './a.mjs', /exports no rules/, /export default \[/],
    ['exports a function', { 'a.mjs': 'export default () => 1' }, './a.mjs', /rule number 1 is not right: it is a function/, undefined],
    ['has a rule without texts', { 'a.mjs': `export default { id: 'acme/x', meta: { kind: 'jwt', sumary: 'x' }, check() {} }` }, './a.mjs', /rule acme\/x is not right: meta\.sumary is unknown \(did you mean summary\?\); meta\.severity is missing/, undefined],
    ['has an id that is none', { 'a.mjs': `export default ${rule({ id: 'tenant' })}` }, './a.mjs', /rule tenant is not right: id is something else \(namespace\/name/, undefined],
    ['has a kind that is none', { 'a.mjs': `export default ${rule({ kind: 'token' })}` }, './a.mjs', /meta\.kind is something else \(jwt, /, undefined],
    ['takes an id that is built in', { 'a.mjs': `export default ${rule({ id: 'jwt/expired' })}` }, './a.mjs', /has a rule jwt\/expired, and so has authlint/, /acme\/expired/],
    ['takes an id twice', { 'a.mjs': `export default [${rule()}, ${rule()}]` }, './a.mjs', /has a rule acme\/tenant, and so has \.\/a\.mjs/, undefined],
  ])('that %s is a configuration error with its place', async (_, files, name, message, hint) => {
    const { status, out, err } = await authlint(['jwt', token], { cwd: project({ ...files, 'authlint.config.json': `{\n  "plugins": [${JSON.stringify(name)}]\n}` }) })
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(/authlint\.config\.json:2:15: /)
    expect(err).toMatch(message)
    if (hint) expect(err).toMatch(hint)
  })

  it('in TypeScript runs where Node can, and says so where not', async () => {
    const { status, err } = await authlint(['jwt', token], { cwd: project({ 'a.ts': `const id: string = 'acme/tenant'\nexport default { ...${rule()}, id }`, 'authlint.config.json': { plugins: ['./a.ts'] } }) })
    if ((process.features as { readonly typescript?: unknown }).typescript) expect(status).toBe(1)
    else expect([status, err]).toEqual([2, expect.stringContaining('Node 22.18 and later load TypeScript')])
  })
})

describe('a rule that fails', () => {
  it.each([
    ['throws', "() { throw new TypeError('x is not a function') }", 'TypeError: x is not a function'],
    ['throws what is no error', "() { throw 'no' }", 'failed: no'],
    ['is asynchronous', "(subject, { report }) { return Promise.resolve().then(() => report({ messageId: 'missing' })) }", 'returned a promise'],
    ['names a message that it has not', "(subject, { report }) { report({ messageId: 'mising' }) }", 'names the message "mising", and the rule has missing'],
    ['reports a severity that is none', "(subject, { report }) { report({ messageId: 'missing', severity: 'fatal' }) }", 'has the severity "fatal"'],
  ])('because it %s is named, and is no verdict', async (_, check, message) => {
    const { status, out, err } = await authlint(['jwt', token, '--format', 'json'], { cwd: withRule({ check }) })
    expect([status, out]).toEqual([70, ''])
    expect(err).toContain('rule acme/tenant of plugin ./rules/acme.mjs failed: ')
    expect(err).toContain(message)
    expect(err).not.toContain('bug in authlint')
    const { err: more } = await authlint(['jwt', token, '--debug'], { cwd: withRule({ check: "() { throw new Error('here') }" }) })
    expect(more).toMatch(/acme\.mjs:\d+/)
  })

  it.each([
    ['reports after its check', "(subject, { report }) { setTimeout(() => report({ messageId: 'missing' }), 5) }", 'rules are synchronous'],
    ['fails after its check', "() { setTimeout(() => { throw new Error('late') }, 5) }", 'late'],
    ['ends the process', '() { process.exit(0) }', 'ended before it was done'],
  ])('because it %s is no pass', async (_, check, message) => {
    const { status, err } = await authlint(['cookie', '-'], { cwd: withRule({ kind: 'cookie', check }), input: 'Set-Cookie: theme=dark; Secure; Path=/; SameSite=Lax' })
    expect([status, err]).toEqual([70, expect.stringContaining(message)])
  })

  it.each([
    ['ends the process', 'process.exit(0)'],
    ['waits for what never comes', 'await new Promise(() => {})'],
  ])('and a module that %s is no pass either', async (_, text) => {
    const { status, err } = await authlint(['jwt', token], { cwd: project({ 'a.mjs': text, 'authlint.config.json': { plugins: ['./a.mjs'] } }) })
    expect([status, err]).toEqual([70, expect.stringContaining('ended before it was done')])
  })
})

describe('plugins run only when', () => {
  const trace = "import { writeFileSync } from 'node:fs'\nwriteFileSync(new URL('ran', import.meta.url), '')\n"
  const traced = (): string => project({ 'a.mjs': `${trace}export default ${rule()}`, 'authlint.config.json': { plugins: ['./a.mjs'] } })
  const ran = (folder: string): boolean => {
    try {
      return readFileSync(join(folder, 'ran'), 'utf8') === ''
    } catch {
      return false
    }
  }

  it('a configuration is read', async () => {
    const cwd = traced()
    for (const words of [['jwt', token, '--no-config'], ['rules', '--no-config'], ['explain', 'jwt/alg-none'], ['--help'], ['jwt', '--help'], ['completion', 'bash'], ['init']]) await authlint(words, { cwd })
    expect(ran(cwd)).toBe(false)
    await authlint(['jwt', token], { cwd })
    expect(ran(cwd)).toBe(true)
  })

  it('the repository names them, not a folder above it', async () => {
    const above = traced()
    mkdirSync(join(above, 'repository/.git'), { recursive: true })
    await authlint(['jwt', token], { cwd: join(above, 'repository') })
    expect(ran(above)).toBe(false)
  })

  const isRoot = process.getuid?.() === 0
  if (!isRoot) console.warn('SKIPPED: only root can give files away, so configurations of other users are not tried')
  it.skipIf(!isRoot)('the configuration that was found belongs to nobody else', async () => {
    const above = traced()
    const cwd = join(above, 'work')
    mkdirSync(cwd)
    chownSync(join(above, 'authlint.config.json'), 12345, 12345)
    const { status, err } = await authlint(['jwt', token], { cwd })
    expect([status, err, ran(above)]).toEqual([2, expect.stringContaining('belongs to another user'), false])
    expect((await authlint(['jwt', token, '--config', '../authlint.config.json'], { cwd })).status).toBe(1)
    // A checkout of somebody else, as root in a container sees it.
    chownSync(cwd, 12345, 12345)
    expect((await authlint(['jwt', token], { cwd })).status).toBe(1)
  })
})
