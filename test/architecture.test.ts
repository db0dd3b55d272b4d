// The layers, the registry and the generated files, held to what they promise.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { join, relative, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generated } from '../src/dev/generated.ts'
import { ruleFiles } from '../src/dev/registry.ts'
import { rules } from '../src/rules/index.ts'

const root = join(import.meta.dirname, '..')
const source = join(root, 'src')

/** What each layer may import: other layers, packages and node modules. A layer may always import itself. */
const layers: Readonly<Record<string, { readonly layers: readonly string[]; readonly packages: readonly RegExp[] }>> = {
  core: { layers: [], packages: [/^leven$/] },
  jwt: { layers: ['core'], packages: [/^node:(crypto|zlib)$/, /^jose/] },
  cookie: { layers: ['core', 'jwt'], packages: [/^node:crypto$/, /^tldts$/, /^set-cookie-parser$/] },
  http: { layers: ['core', 'jwt', 'cookie'], packages: [] },
  flow: { layers: ['core', 'jwt', 'cookie', 'http'], packages: [] },
  rules: { layers: ['core', 'jwt', 'cookie', 'http', 'flow'], packages: [] },
  engine: { layers: ['core'], packages: [] },
  config: { layers: ['core'], packages: [/^zod/, /^jsonc-parser$/, /^node:(fs|module|path|url)$/] },
  inputs: { layers: ['core', 'jwt', 'cookie', 'http'], packages: [/^node:/, /^jsonc-parser$/, /^set-cookie-parser$/] },
  advise: { layers: ['core'], packages: [] },
  reporters: { layers: ['core'], packages: [/^chalk$/] },
  cli: { layers: ['core', 'jwt', 'cookie', 'http', 'flow', 'rules', 'engine', 'config', 'inputs', 'advise', 'reporters'], packages: [/./] },
  library: { layers: ['core', 'jwt', 'cookie', 'http', 'flow', 'rules', 'engine', 'config', 'inputs'], packages: [/^vitest$/] },
  dev: { layers: ['library', 'core', 'jwt', 'cookie', 'http', 'flow', 'rules', 'engine', 'config', 'inputs', 'reporters', 'cli'], packages: [/./] },
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

interface Import {
  readonly file: string
  readonly specifier: string
}

const imports: readonly Import[] = files.flatMap((file) =>
  // Without template texts: a scaffold holds the imports of what it writes.
  [...readFileSync(join(source, file), 'utf8').replace(/`[^`]*`/g, '``').matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => ({ file, specifier: match[1] ?? '' })),
)

const layerOf = (file: string): string => file.split('/')[0] ?? ''

/** The rule that an import breaks, or undefined. Types of another layer are knowledge of it as well, so they count. */
function forbidden({ file, specifier }: Import): string | undefined {
  const layer = layerOf(file)
  const allowed = layers[layer]
  if (!allowed) return file.includes('/') ? `${layer} is not a layer` : undefined
  if (!specifier.startsWith('.')) return allowed.packages.some((pattern) => pattern.test(specifier)) ? undefined : `${layer} may not import ${specifier}`
  const target = layerOf(relative(source, join(source, dirname(file), specifier)))
  return target === layer || target === '..' || allowed.layers.includes(target) ? undefined : `${layer} may not import ${target}`
}

describe('layers', () => {
  it('import only what is below them', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.map((entry) => [entry.file, forbidden(entry)] as const).filter(([, broken]) => broken)).toEqual([])
  })

  it('notices a forbidden import', () => {
    expect(forbidden({ file: 'rules/jwt/x.ts', specifier: 'node:fs' })).toContain('may not')
    expect(forbidden({ file: 'core/x.ts', specifier: '../jwt/jwt.ts' })).toContain('may not')
    expect(forbidden({ file: 'reporters/x.ts', specifier: '../rules/index.ts' })).toContain('may not')
    expect(forbidden({ file: 'rules/jwt/x.ts', specifier: '../define.ts' })).toBeUndefined()
  })

  it('keep rules, parsers and reporters away from clock, environment and terminal', () => {
    const pure = files.filter((file) => ['core', 'jwt', 'cookie', 'http', 'flow', 'rules', 'engine', 'advise', 'reporters'].includes(layerOf(file)))
    const impure = pure.filter((file) => /\bDate\.now\(|new Date\(\)|\bprocess\.|console\.|Math\.random\(|globalThis\.fetch|\bfetch\(/.test(code(file)))
    expect(impure).toEqual([])
  })

  it('never end the process, which would cut output short', () => {
    expect(files.filter((file) => layerOf(file) !== 'dev' && /process\.exit\(/.test(code(file)))).toEqual([])
  })
})

/** A file without its comments. */
const code = (file: string): string => readFileSync(join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

describe('rules', () => {
  it('are registered, all and in order', () => {
    expect(rules.map(({ id }) => id)).toEqual(ruleFiles())
  })

  it('have the family in their ids whose subjects they look at', () => {
    expect(rules.filter(({ id, meta }) => !id.startsWith(`${meta.kind === 'jwt-set' ? 'jwt' : meta.kind}/`)).map(({ id }) => id)).toEqual([])
  })

  it('each have a test', () => {
    expect(ruleFiles().filter((id) => !existsSync(join(root, 'test/rules', `${id}.test.ts`)))).toEqual([])
  })

  it('never fail a build on a guess in the default preset', () => {
    expect(rules.filter(({ meta }) => meta.confidence === 'tentative' && meta.severity === 'error').map(({ id }) => id)).toEqual([])
  })

  it('are finished', () => {
    expect(rules.filter(({ meta }) => JSON.stringify(meta).includes('TODO')).map(({ id }) => id)).toEqual([])
  })
})

const current = await generated()

describe('generated files', () => {
  it.each(current.map(({ file, text }) => [relative(root, file), file, text] as const))('%s is current (npm run generate)', (_, file, text) => {
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
})
