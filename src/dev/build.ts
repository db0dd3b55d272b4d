// npm run build: the command as CommonJS (starts fastest), the library as an ES module, its declarations.
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')

/**
 * Packages that are heavy to load; each becomes a file of its own that is read when first needed. Of an ES module only
 * named exports can be used: its default comes out differently from a file of CommonJS.
 */
const lazyPackages = ['jose', 'tldts', 'zod/mini', 'commander', 'chalk', 'cli-table3', 'jsonc-parser', 'set-cookie-parser', 'tough-cookie']

/** Node's own modules that are slow to load and not needed by every run. */
const lazyBuiltins = ['node:crypto', 'node:zlib']

const fileOf = (name: string): string => (name.startsWith('node:') ? name : `./vendor/${name.replace(/\W/g, '-')}.cjs`)

/**
 * Leaves the lazy packages out of the command bundle. `import()` of one points at its own file; a static import gets a
 * stand-in whose prototype loads that file when the first of its exports is asked for, so that synchronous code can
 * have it late as well.
 */
const lazily: Plugin = {
  name: 'lazy-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${[...lazyPackages, ...lazyBuiltins].join('|')})$`) }, ({ path, kind, namespace }) =>
      kind === 'entry-point' ? undefined : kind === 'dynamic-import' || namespace === 'lazy' ? { path: fileOf(path), external: true } : { path, namespace: 'lazy' },
    )
    onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: `
        let loaded
        const load = () => (loaded ??= require(${JSON.stringify(path)}))
        const get = (_, name) => load()[name]
        module.exports = new Proxy(function () {}, { get, construct: (_, words) => Reflect.construct(load(), words), getPrototypeOf: () => new Proxy({}, { get }) })`,
      loader: 'js',
    }))
  },
}

/** Loads modules by `import()`, which the command bundles do not have. */
const importModule: Plugin = {
  name: 'import-module',
  setup({ onResolve }) {
    onResolve({ filter: /\/import-module\.ts$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: './import-module.cjs', external: true }))
  },
}

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // The CommonJS build of jsonc-parser loads its parts in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  // cli-table3 looks for it inside try/catch; without it tables simply have no colours of their own.
  external: ['@colors/colors', '@colors/colors/safe'],
  metafile: true,
  logLevel: 'warning',
}

/**
 * The command, as one file for each of the two that are started most and one for all. One file of CommonJS starts fastest: many
 * small ones cost more to find than the smaller text saves, and ES modules cost more by themselves.
 */
const bundles = ['jwt', 'cookie', 'all'] as const

async function command(name: (typeof bundles)[number]): Promise<Metafile> {
  const { metafile } = await build({ ...shared, entryPoints: ['src/cli/bin.ts'], format: 'cjs', supported: { 'dynamic-import': false }, outfile: `dist/cli/${name}.cjs`, plugins: [...(name === 'all' ? [] : [onlyCommand(name)]), importModule, lazily] })
  return metafile ?? { inputs: {}, outputs: {} }
}

/** Leaves the other commands out; the launcher starts them from the file that has all. */
const onlyCommand = (name: string): Plugin => ({
  name: 'only-command',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(?:commands\/|print-config)/ }, ({ path }) => (path === `./commands/${name}.ts` ? undefined : { path: './all.cjs', external: true }))
  },
})

/** Runs that leave compiled code behind, for the Node that builds: what they do is what people start most. */
function compile(): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'RS256', typ: 'at+jwt', kid: 'k1' })}.${part({ iss: 'https://issuer.example', sub: 'u_42', aud: 'api', client_id: 'web', iat: 1795197000, exp: 1795197900, jti: 'b2c7' })}`
  const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
  const response = 'HTTP/2 200 \r\nset-cookie: __Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; Secure; HttpOnly; SameSite=Lax\r\nset-cookie: theme=dark; Path=/; Max-Age=86400\r\n\r\n'
  const runs = {
    jwt: [['jwt', token, `--key=${String(publicKey.export({ type: 'spki', format: 'pem' }))}`, '--now', '1795197600', '--no-config'], ''],
    cookie: [['cookie', '--url', 'https://app.example.com/login', '--no-config', '-'], response],
  } as const
  for (const [name, [words, stdin]] of Object.entries(runs)) {
    const start = `require(${JSON.stringify(join(root, 'bin/load.cjs'))})(${JSON.stringify(name)}, true)`
    const { status, stderr } = spawnSync(process.execPath, ['-e', start, '--', 'authlint', ...words], { input: stdin, encoding: 'utf8' })
    if (status !== 0 && status !== 1) throw new Error(`the fresh build does not run: ${stderr}`)
  }
}

/** Of zod only what the schema names is kept: the rest, every language of its messages, is many times larger. */
function entry(name: string): BuildOptions {
  if (name !== 'zod/mini') return { entryPoints: [name] }
  const source = readFileSync(join(root, 'src/config/schema.ts'), 'utf8')
  const used = [...new Set([...source.matchAll(/\bz\.([a-z]\w*)\(|\bz\.(globalRegistry)\b/g)].map(([, call, value]) => call ?? value))]
  return { stdin: { contents: `export { ${used.join(', ')} } from '${name}'`, resolveDir: root } }
}

const vendor = (packages: readonly string[]): Promise<readonly Metafile[]> =>
  Promise.all(packages.map(async (name) => (await build({ ...shared, ...entry(name), format: 'cjs', outfile: `dist/cli/${fileOf(name)}`, metafile: true })).metafile))

/** The library and what it has for vitest share their pieces. Vitest itself is that of the project that imports it. */
async function library(): Promise<Metafile> {
  const entryPoints = { index: 'src/index.ts', vitest: 'src/library/vitest.ts' }
  const { metafile } = await build({ ...shared, entryPoints, format: 'esm', splitting: true, outdir: 'dist', chunkNames: 'library/[name]-[hash]', external: [...(shared.external ?? []), 'vitest'], metafile: true })
  return metafile
}

/**
 * Declarations of the library, of the files that its own lead to. They say Uint8Array for Buffer, which is one, and object for
 * the keys of node:crypto, so that nobody needs the types of Node to read them.
 */
function declarations(): void {
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'src/dev/tsconfig.declarations.json'], { cwd: root, stdio: 'inherit' })
  const folder = join(dist, 'types')
  const reached = new Set<string>()
  const follow = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    const text = readFileSync(file, 'utf8')
      .replace(/\bBuffer(?:<\w+>)?(?=[;,)| ])/g, 'Uint8Array')
      .replace(/^import (?:type )?\{ (?:type )?KeyObject \} from 'node:crypto';$/m, 'type KeyObject = object;')
    writeFileSync(file, text)
    for (const [, path = ''] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) follow(join(dirname(file), path.replace(/\.[jt]s$/, '.d.ts')))
  }
  follow(join(folder, 'index.d.ts'))
  follow(join(folder, 'library/vitest.d.ts'))
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) if (file.endsWith('.d.ts') && !reached.has(join(folder, file))) rmSync(join(folder, file))
}

/** What stands beside the code: schemas for editors and for readers of reports. */
function schemas(): void {
  mkdirSync(join(dist, 'schema'))
  for (const file of ['config/config.schema.json', 'reporters/report.schema.json']) copyFileSync(join(root, 'src', file), join(dist, 'schema', basename(file)))
}

/** Names of the packages that a bundle was made from. */
const packagesIn = ({ inputs }: Metafile): readonly string[] =>
  Object.keys(inputs).flatMap((input) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1] ?? [])

/** Licences of everything that is inside the bundles. */
function licences(names: Iterable<string>): string {
  return [...new Set(names)]
    .toSorted()
    .map((name) => {
      const folder = join(root, 'node_modules', name)
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string; license?: string }
      const file = ['LICENSE', 'LICENSE.md', 'license', 'LICENCE', 'License', 'LICENSE.txt'].map((candidate) => join(folder, candidate)).find(existsSync)
      return `${name} ${version} (${license ?? 'see below'})\n\n${file ? readFileSync(file, 'utf8').trim() : ''}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
const commands = await Promise.all(bundles.map(command))
const used = new Set(commands.flatMap(({ inputs }) => Object.values(inputs).flatMap(({ imports }) => imports.map(({ path }) => path))))
const packages = lazyPackages.filter((name) => used.has(fileOf(name)))
await build({ ...shared, entryPoints: ['src/config/import-module.ts'], format: 'cjs', outfile: 'dist/cli/import-module.cjs' })
const bundled = [...commands, await library(), ...(await vendor(packages))]
compile()
declarations()
schemas()
writeFileSync(join(dist, 'third-party-licences.txt'), licences(bundled.flatMap(packagesIn)))
chmodSync(join(root, 'bin/authlint.cjs'), 0o755)
const size = (file: string) => `${(statSync(join(dist, file)).size / 1024).toFixed(0)} kB`
console.log([...bundles.map((name) => `${name} ${size(`cli/${name}.cjs`)}`), ...packages.map((name) => `${name} ${size(join('cli', fileOf(name)))}`)].join(', '))
