import { isObject, type JsonNode, type JsonValue } from './json.ts'

/**
 * The extent of a member, name included, by its path; names may hold dots (`https://example.com/roles`), and then the longest name
 * that leads there counts.
 */
export function findMember(node: JsonNode, path: string): { start: number; end: number } | undefined {
  const item = node.items && itemAt(path)
  if (item) {
    const value = node.items?.[item.index]
    return value && (item.rest === '' ? value : findMember(value, item.rest))
  }
  const members = node.members ?? []
  for (const { name, rest } of leading(members.map((member) => member.name), path)) {
    // The last of two equal names is the one that counts.
    const member = members.findLast((each) => each.name === name)
    const found = member && (rest === '' ? { start: member.nameStart, end: member.value.end } : findMember(member.value, rest))
    if (found) return found
  }
  return undefined
}

/** What stands at a path such as `roles[2].name`, found as `findMember` finds its place; undefined when there is nothing. */
export function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (path === '' || value === undefined) return value
  if (Array.isArray(value)) {
    const item = itemAt(path)
    return item && valueAt(value[item.index] as JsonValue | undefined, item.rest)
  }
  if (!isObject(value)) return undefined
  for (const { name, rest } of leading(Object.keys(value), path)) {
    const found = valueAt(value[name], rest)
    if (found !== undefined) return found
  }
  return undefined
}

function itemAt(path: string): { readonly index: number; readonly rest: string } | undefined {
  const [whole, index] = /^\[(\d+)\]\.?/.exec(path) ?? []
  return whole === undefined ? undefined : { index: Number(index), rest: path.slice(whole.length) }
}

/** Names that a path may begin with, the longest first, and what is left of the path behind each. */
const leading = (names: readonly string[], path: string): readonly { readonly name: string; readonly rest: string }[] =>
  [...new Set(names.filter((name) => path.startsWith(name) && (path.length === name.length || path[name.length] === '.' || path[name.length] === '[')))]
    .sort((a, b) => b.length - a.length)
    .map((name) => ({ name, rest: path.slice(path[name.length] === '.' ? name.length + 1 : name.length) }))
