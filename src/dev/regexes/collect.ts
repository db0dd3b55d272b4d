// Every regular expression of the sources, read from their syntax trees.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, type Node } from 'acorn'
import { transformSync } from 'esbuild'

export interface Expression {
  readonly pattern: string
  readonly flags: string
  readonly files: readonly string[]
  /** Was it put together from parts that only the running program knows? Then `name` stands for each of them. */
  readonly built: boolean
}

type Tree = Node & Readonly<Record<string, unknown>>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** In the files of a folder but for those of `dev`, which see no input from outside. */
export function expressionsOf(root: string): readonly Expression[] {
  const found = new Map<string, { readonly pattern: string; readonly flags: string; readonly files: Set<string>; readonly built: boolean }>()
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = path.replaceAll('\\', '/')
    if (!file.endsWith('.ts') || file.startsWith('dev/')) continue
    const texts = new Map<string, Tree>()
    const keep = (pattern: string, flags: string, built: boolean): void => {
      const key = `/${pattern}/${flags}`
      const known = found.get(key)
      if (known) known.files.add(file)
      else found.set(key, { pattern, flags, files: new Set([file]), built })
    }
    walk(parse(transformSync(readFileSync(join(root, path), 'utf8'), { loader: 'ts', target: 'esnext' }).code, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Tree, (node) => {
      const { id, init, regex, callee, arguments: given } = node as unknown as { id?: Tree; init?: Tree; regex?: { pattern: string; flags: string }; callee?: Tree; arguments?: Tree[] }
      if (node.type === 'VariableDeclarator' && id?.type === 'Identifier' && init) texts.set(id['name'] as string, init)
      if (node.type === 'Literal' && regex) keep(regex.pattern, regex.flags, false)
      if ((node.type === 'NewExpression' || node.type === 'CallExpression') && callee?.['name'] === 'RegExp') {
        const unknown: Tree[] = []
        const pattern = textOf(given?.[0], texts, unknown)
        keep(pattern, textOf(given?.[1], texts, unknown), unknown.length > 0)
      }
    })
  }
  return [...found.values()].map(({ files, ...one }) => ({ ...one, files: [...files] }))
}

function walk(node: Tree, see: (node: Tree) => void): void {
  see(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isTree(child)) walk(child, see)
  }
}

/** The text of a string, a template or a constant of the same file. */
function textOf(node: Tree | undefined, texts: ReadonlyMap<string, Tree>, unknown: Tree[]): string {
  if (!node) return ''
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type === 'TemplateLiteral') {
    const parts = node['expressions'] as Tree[]
    return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }, i) => value.cooked + textOf(parts[i], texts, unknown)).join('')
  }
  const known = node.type === 'Identifier' ? texts.get(node['name'] as string) : undefined
  if (known && known !== node) return textOf(known, texts, unknown)
  unknown.push(node)
  return 'name'
}
