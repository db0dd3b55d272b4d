// Small wrong changes of a source, such as a slip of the pen would make: tests that notice none of them hold nothing.
import { parseAst } from 'vitest/node'

/** One change; places are offsets in the source. */
export interface Mutation {
  readonly start: number
  readonly end: number
  readonly replacement: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [member: string]: unknown
}

/** What an operator is mistaken for. */
const operators: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
}

const methods: Readonly<Record<string, string>> = { some: 'every', every: 'some', startsWith: 'endsWith', endsWith: 'startsWith', min: 'max', max: 'min', has: 'delete', indexOf: 'lastIndexOf', lastIndexOf: 'indexOf' }

/** Calls that may be forgotten: what they are called on stands in their place. */
const forgettable = new Set(['trim', 'toLowerCase', 'toUpperCase', 'filter', 'sort', 'toSorted', 'replace', 'replaceAll', 'slice', 'subarray'])

/** Every change of a TypeScript source. Prose, types, imports and names of members are left alone. */
export function mutationsOf(source: string): readonly Mutation[] {
  const found: Mutation[] = []
  const textOf = ({ start, end }: Node): string => source.slice(start, end)
  const change = ({ start, end }: { start: number; end: number }, ...replacements: readonly string[]): void => {
    for (const replacement of replacements) if (replacement !== source.slice(start, end)) found.push({ start, end, replacement })
  }
  const condition = (node: Node): void => change(node, 'true', 'false')

  const changes: Readonly<Record<string, (node: Node) => void>> = {
    BinaryExpression: binary,
    LogicalExpression: (node) => (node['operator'] === '??' ? change(node, `(${textOf(node['left'] as Node)})`) : binary(node)),
    UnaryExpression: (node) => (node['operator'] === '!' || node['operator'] === '-') && change(node, `(${textOf(node['argument'] as Node)})`),
    IfStatement: (node) => condition(node['test'] as Node),
    ConditionalExpression: (node) => condition(node['test'] as Node),
    WhileStatement: (node) => change(node['test'] as Node, 'false'),
    ExpressionStatement: (node) => change(node, ';'),
    ThrowStatement: (node) => change(node, ';'),
    BreakStatement: (node) => change(node, ';'),
    ContinueStatement: (node) => change(node, ';'),
    ReturnStatement: (node) => returned(node['argument'] as Node | null),
    ArrowFunctionExpression: (node) => node['expression'] === true && returned(node['body'] as Node),
    CallExpression: call,
    ArrayExpression: (node) => (node['elements'] as unknown[]).length > 0 && change(node, '[]'),
    Literal: literal,
  }

  function binary(node: Node): void {
    const [left, right] = [node['left'] as Node, node['right'] as Node]
    const isText = [left, right].some(({ type, value }) => type === 'TemplateLiteral' || typeof value === 'string')
    const gap = { start: left.end, end: right.start }
    if (isText && node['operator'] === '+') return
    for (const other of operators[String(node['operator'])] ?? []) change(gap, textOf({ type: '', ...gap }).replace(String(node['operator']), () => other))
  }

  function returned(value: Node | null): void {
    if (value && value.type !== 'Literal' && textOf(value) !== 'undefined') change(value, 'undefined')
  }

  function call(node: Node): void {
    const callee = node['callee'] as Node
    const property = callee['property'] as Node | undefined
    if (callee.type !== 'MemberExpression' || !property) return
    const name = textOf(property)
    if (Object.hasOwn(methods, name)) change(property, methods[name] ?? '')
    if (forgettable.has(name)) change(node, textOf(callee['object'] as Node))
  }

  function literal(node: Node): void {
    const { value } = node
    if (typeof value === 'boolean') change(node, String(!value))
    if (typeof value === 'number') change(node, String(value + 1), ...(value > 0 ? [String(value - 1)] : []))
    if (typeof value === 'bigint') change(node, `${value + 1n}n`)
    if (typeof value === 'string' && !value.includes(' ')) change(node, value === '' ? "'mutant'" : "''")
    if (value instanceof RegExp || 'regex' in node) {
      const text = textOf(node)
      for (const anchor of ['/^', '$/']) if (anchor === '/^' ? text.startsWith(anchor) : /\$\/[a-z]*$/.test(text)) change(node, text.replace(anchor, () => '/'))
    }
  }

  function visit(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (typeof value === 'object' && value !== null && 'type' in value) {
      const node = value as Node
      if (isIgnored(node)) return
      changes[node.type]?.(node)
      for (const [member, inner] of Object.entries(node)) if (!isName(node, member)) visit(inner)
    }
  }
  visit(parseAst(source, { lang: 'ts' }))
  return found.sort((a, b) => a.start - b.start || a.end - b.end)
}

const runtimeTypeScript = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']

const isIgnored = ({ type }: Node): boolean => type === 'ImportDeclaration' || type === 'ImportExpression' || type === 'ExportAllDeclaration' || (type.startsWith('TS') && !runtimeTypeScript.includes(type))

/** A member of an object or a class is called what it is called. */
const isName = ({ type, computed }: Node, member: string): boolean => (member === 'key' && computed !== true) || member === 'typeAnnotation' || member === 'typeArguments' || (type === 'ExportNamedDeclaration' && member === 'source')

/** The source with the change in it. */
export const applied = (source: string, { start, end, replacement }: Mutation): string => source.slice(0, start) + replacement + source.slice(end)

/** Line that a change begins in, from 1 on. */
export const lineOf = (source: string, { start }: Mutation): number => source.slice(0, start).split('\n').length

/** Where a change is, and what it is. */
export function described(source: string, mutation: Mutation): string {
  const { start, end, replacement } = mutation
  const column = start - source.lastIndexOf('\n', start - 1)
  const short = (text: string) => (text.length > 70 ? `${text.slice(0, 67)}...` : text).replaceAll(/\s+/g, ' ').trim()
  return `${lineOf(source, mutation)}:${column} ${short(source.slice(start, end))} → ${replacement === ';' ? '(removed)' : short(replacement)}`
}
