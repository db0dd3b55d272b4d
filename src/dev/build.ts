// npm run build: the command as CommonJS (starts fastest), the library as an ES module, its declarations.
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')
/** Takes the place of `dist` when it is whole: a build that fails, or runs beside another, leaves nothing half done. */
const fresh = join(root, `.dist-${process.pid}`)

/**
 * Packages that are heavy to load; each becomes a file of its own that is read when first needed. Of an ES module only
 * named exports can be used: its default comes out differently from a file of CommonJS.
 */
const lazyPackages = ['jose', 'tldts', 'zod/mini', 'commander', 'chalk', 'jsonc-parser', 'set-cookie-parser', 'tough-cookie']

/** Node's own modules that are slow to load and not needed by every run. */
const lazyBuiltins = ['node:crypto', 'node:zlib', 'node:os']

/** Where the launcher finds the files of the command: it hands them its own `require`. */
const fromLauncher = '../dist/cli'

const vendorFile = (name: string): string => `vendor/${name.replace(/\W/g, '-')}.cjs`
const required = (name: string): string => (name.startsWith('node:') ? name : `${fromLauncher}/${vendorFile(name)}`)

/**
 * Leaves the lazy packages out of the command bundle. `import()` of one points at its own file; a static import gets a
 * stand-in whose prototype loads that file when the first of its exports is asked for, so that synchronous code can
 * have it late as well.
 */
const lazily: Plugin = {
  name: 'lazy-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${[...lazyPackages, ...lazyBuiltins].join('|')})$`) }, ({ path, kind, namespace }) =>
      kind === 'entry-point' ? undefined : kind === 'dynamic-import' || namespace === 'lazy' ? { path: required(path), external: true } : { path, namespace: 'lazy' },
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
    onResolve({ filter: /\/import-module\.ts$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: `${fromLauncher}/import-module.cjs`, external: true }))
  },
}

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // The CommonJS build of jsonc-parser loads its parts in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Of the command: shorter names save a twentieth of its time to start. Those of the library stay, for people step through it. */
const shortened = { ...shared, minifyIdentifiers: true, format: 'cjs' } as const satisfies BuildOptions

/**
 * The command, as one file for each of the two that are started most and one for all. One file of CommonJS starts fastest: many
 * small ones cost more to find than the smaller text saves, and ES modules cost more by themselves.
 */
const bundles = ['jwt', 'cookie', 'all'] as const

async function command(name: (typeof bundles)[number]): Promise<Metafile> {
  const { metafile } = await build({
    ...shortened,
    entryPoints: ['src/cli/bin.ts'],
    supported: { 'dynamic-import': false },
    // A function already, so that the launcher need not copy the text into one.
    banner: { js: '(function (require) {' },
    footer: { js: '})' },
    outfile: join(fresh, 'cli', `${name}.cjs`),
    plugins: [...(name === 'all' ? [] : [onlyCommand(name)]), importModule, lazily],
  })
  return metafile
}

/** Leaves the other commands out; the launcher starts them from the file that has all. */
const onlyCommand = (name: string): Plugin => ({
  name: 'only-command',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/(?:commands\/|print-config)/ }, ({ path }) => (path === `./commands/${name}.ts` ? undefined : { path: `${fromLauncher}/all.cjs`, external: true }))
  },
})

/** Of zod only what the schema names is kept: the rest, every language of its messages, is many times larger. */
function entry(name: string): BuildOptions {
  if (name !== 'zod/mini') return { entryPoints: [name] }
  const source = readFileSync(join(root, 'src/config/schema.ts'), 'utf8')
  const used = [...new Set([...source.matchAll(/\bz\.([a-z]\w*)\(|\bz\.(globalRegistry)\b/g)].map(([, call, value]) => call ?? value))]
  return { stdin: { contents: `export { ${used.join(', ')} } from '${name}'`, resolveDir: root } }
}

const vendor = (packages: readonly string[]): Promise<readonly Metafile[]> =>
  Promise.all(packages.map(async (name) => (await build({ ...shortened, ...entry(name), outfile: join(fresh, 'cli', vendorFile(name)), metafile: true })).metafile))

/** The library and what it has for vitest share their pieces. Vitest itself is that of the project that imports it. */
async function library(): Promise<Metafile> {
  const entryPoints = { index: 'src/index.ts', vitest: 'src/library/vitest.ts' }
  const { metafile } = await build({ ...shared, entryPoints, format: 'esm', splitting: true, outdir: fresh, chunkNames: 'library/[name]-[hash]', external: ['vitest'] })
  return metafile
}

/**
 * Declarations of the library, of the files that its own lead to. They say Uint8Array for Buffer, which is one, and object for
 * the keys of node:crypto, so that nobody needs the types of Node to read them.
 */
function declarations(): void {
  const folder = join(fresh, 'types')
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'src/dev/tsconfig.declarations.json', '--outDir', folder], { cwd: root, stdio: 'inherit' })
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
  mkdirSync(join(fresh, 'schema'))
  for (const file of ['config/config.schema.json', 'reporters/report.schema.json']) copyFileSync(join(root, 'src', file), join(fresh, 'schema', basename(file)))
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

/** Every file of the package's folder; says how large the parts of the command are. */
async function all(): Promise<string> {
  const commands = await Promise.all(bundles.map(command))
  const used = new Set(commands.flatMap(({ inputs }) => Object.values(inputs).flatMap(({ imports }) => imports.map(({ path }) => path))))
  const packages = lazyPackages.filter((name) => used.has(required(name)))
  await build({ ...shortened, entryPoints: ['src/config/import-module.ts'], outfile: join(fresh, 'cli/import-module.cjs') })
  const bundled = [...commands, await library(), ...(await vendor(packages))]
  declarations()
  schemas()
  writeFileSync(join(fresh, 'third-party-licences.txt'), licences(bundled.flatMap(packagesIn)))
  const size = (name: string, file: string) => `${name} ${(statSync(join(fresh, 'cli', file)).size / 1024).toFixed(0)} kB`
  return [...bundles.map((name) => size(name, `${name}.cjs`)), ...packages.map((name) => size(name, vendorFile(name)))].join(', ')
}

/** First runs, as people start them most: the build is known to work, and they keep their compiled code. */
function firstRuns(): void {
  const bin = join(root, 'bin/authlint.cjs')
  chmodSync(bin, 0o755)
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'RS256', typ: 'at+jwt', kid: 'k1' })}.${part({ iss: 'https://issuer.example', sub: 'u_42', aud: 'api', client_id: 'web', iat: 1795197000, exp: 1795197900, jti: 'b2c7' })}`
  const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
  const response = 'HTTP/2 200 \r\nset-cookie: __Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; Secure; HttpOnly; SameSite=Lax\r\nset-cookie: theme=dark; Path=/; Max-Age=86400\r\n\r\n'
  const runs: readonly (readonly [words: readonly string[], stdin: string])[] = [
    [['jwt', token, `--key=${String(publicKey.export({ type: 'spki', format: 'pem' }))}`, '--now', '1795197600', '--no-config'], ''],
    [['cookie', '--url', 'https://app.example.com/login', '--no-config', '-'], response],
  ]
  for (const [words, stdin] of runs) {
    const { status, stderr } = spawnSync(process.execPath, [bin, ...words], { input: stdin, encoding: 'utf8' })
    if (status !== 0 && status !== 1) throw new Error(`the fresh build does not run: ${stderr}`)
  }
}

try {
  const sizes = await all()
  // npm run --silent is to print nothing.
  if (process.env['npm_config_loglevel'] !== 'silent') console.log(sizes)
  rmSync(dist, { recursive: true, force: true })
  renameSync(fresh, dist)
} finally {
  rmSync(fresh, { recursive: true, force: true })
}
firstRuns()
