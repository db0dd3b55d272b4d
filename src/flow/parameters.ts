import { isObject, parseJson, type JsonValue } from '../core/json.ts'
import type { HttpResponse } from '../http/exchange.ts'

export interface Parameter {
  readonly name: string
  readonly value: string
}

/** What a request says in its query and in a body of form fields or of JSON. */
export interface Parameters {
  readonly query: readonly Parameter[]
  readonly body: readonly Parameter[]
}

/** Bodies beyond this are uploads. In octets. */
const longest = 64 * 1024

export const parametersOf = (response: HttpResponse): Parameters => ({ query: query(response.url), body: body(response) })

/** Value of the first parameter of that name, body first. */
export const parameter = ({ query: inQuery, body: inBody }: Parameters, name: string): string | undefined => [...inBody, ...inQuery].find((one) => one.name === name)?.value

const query = (url: URL | undefined): readonly Parameter[] => (url && url.search.length <= longest ? [...url.searchParams].map(([name, value]) => ({ name, value })) : [])

function body(response: HttpResponse): readonly Parameter[] {
  const text = response.exchange.requestBody
  if (text === undefined || text === '' || text.length > longest) return []
  const type = response.requestMediaType
  if (type === 'application/json' || type?.endsWith('+json') || /^\s*\{/.test(text)) return members(text)
  if (type === 'application/x-www-form-urlencoded' || (type === undefined && /^[\w.%+*[\]-]{1,200}=/.test(text))) return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }))
  if (type === 'multipart/form-data') return parts(text)
  return []
}

const members = (text: string): readonly Parameter[] => membersOf(parseJson(text).value, '', 0)

/** Levels of objects in which a request may wrap what it says: `{"user": {"password": ...}}`, GraphQL's `variables.input.password`. */
const deepest = 3

/** Members of inner objects are named by their way: `user.password`. */
function membersOf(value: JsonValue | undefined, way: string, depth: number): readonly Parameter[] {
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) => (typeof member === 'string' ? [{ name: way + name, value: member }] : depth < deepest ? membersOf(member, `${way}${name}.`, depth + 1) : []))
}

/** Text fields of a multipart form (RFC 7578). */
const parts = (text: string): readonly Parameter[] =>
  text.split(/\r?\n?--/).flatMap((part) => {
    const blank = /\r?\n\r?\n/.exec(part)
    if (!blank) return []
    const head = part.slice(0, blank.index)
    const name = /\bname="([^"\r\n]{1,200})"/.exec(head)?.[1]
    return name === undefined || /\bfilename=/i.test(head) ? [] : [{ name, value: part.slice(blank.index + blank[0].length).trimEnd() }]
  })
