// The shape of a configuration, for editors (JSON Schema) and for readers (a table), from the one schema that checks it.
import * as z from 'zod/mini'
import { configSchema } from '../config/schema.ts'
import type { Rule } from '../core/rule.ts'

interface JsonSchema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly propertyNames?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly description?: string
  readonly [keyword: string]: unknown
}

/** JSON Schema of a configuration file. It names each rule, so that an editor completes its id and shows what it is about. */
export function configJsonSchema(rules: readonly Rule[]): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema
  const { $schema, ...rest } = withKnownRules(schema)
  const $defs = {
    ruleSetting: schema.properties?.['rules']?.additionalProperties,
    rules: { type: 'object', properties: Object.fromEntries(rules.map(({ id, meta }) => [id, { description: meta.summary, $ref: '#/$defs/ruleSetting' }])), patternProperties: { [ownRuleId]: { $ref: '#/$defs/ruleSetting' } }, additionalProperties: false },
  }
  return `${JSON.stringify({ $schema, title: 'Configuration of authlint', ...rest, $defs }, null, 2)}\n`
}

/** A rule of a plugin, in a namespace that is not one of the built-in families. */
const ownRuleId = '^(?!(?:cookie|flow|jwk|jwt|response)/)[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*$'

/** Every table of rules takes the known rules, those of plugins, and no others. */
function withKnownRules(schema: JsonSchema): JsonSchema {
  const table = (name: string, value: JsonSchema): JsonSchema => (name === 'rules' ? { description: value.description ?? '', $ref: '#/$defs/rules' } : withKnownRules(value))
  return {
    ...schema,
    ...(schema.properties ? { properties: Object.fromEntries(Object.entries(schema.properties).map(([name, value]) => [name, table(name, value)])) } : {}),
    ...(schema.items ? { items: withKnownRules(schema.items) } : {}),
  }
}

/** A Markdown table: key, type, meaning. */
export function configMarkdown(): string {
  const rows = keys(z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema, '')
  return ['| key | value | meaning |', '| --- | --- | --- |', ...rows.map((cells) => `| ${cells.map((cell) => cell.replace(/[|*]/g, '\\$&')).join(' | ')} |`), ''].join('\n')
}

type Row = readonly [key: string, type: string, meaning: string]

function keys({ properties = {} }: JsonSchema, prefix: string): readonly Row[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    const key = `${prefix}${name}`
    const own: Row = [`\`${key}\``, typeOf(value), value.description ?? '']
    const inner = innerOf(value)
    return [...(value.description === undefined && inner ? [] : [own]), ...(inner ? keys(inner.schema, `${key}${inner.step}`) : [])]
  })
}

/** Where an object with keys of its own stands inside. */
function innerOf({ properties, items, additionalProperties, propertyNames }: JsonSchema): { readonly schema: JsonSchema; readonly step: string } | undefined {
  if (properties) return { schema: { properties }, step: '.' }
  if (items?.properties) return { schema: items, step: '[].' }
  const values = typeof additionalProperties === 'object' ? additionalProperties : undefined
  return values?.properties ? { schema: values, step: `.${propertyNames?.enum ? 'KIND' : 'NAME'}.` } : undefined
}

const words: Readonly<Record<string, string>> = { string: 'text', boolean: '`true` or `false`', integer: 'number', object: 'object' }

function typeOf(schema: JsonSchema): string {
  const { type = '', anyOf, items, enum: accepted } = schema
  if (accepted) return accepted.map((value) => `\`${value}\``).join(', ')
  if (anyOf?.[0]?.type === 'integer') return 'duration'
  if (anyOf && items === undefined && anyOf[1]?.prefixItems) return 'severity, or `[severity, options]`'
  if (anyOf) return `${typeOf(anyOf[0] ?? {})}, or a list`
  if (type === 'array') return items?.properties ? 'list of objects' : `list of ${items ? typeOf(items).replace(/^text$/, 'texts') : 'values'}`
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
  if (type === 'object' && values) return values.properties ? 'object by name' : `object: name to ${typeOf(values)}`
  return words[type] ?? type
}
