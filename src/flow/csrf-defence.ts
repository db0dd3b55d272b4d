import type { HttpResponse } from '../http/exchange.ts'
import type { Parameters } from './parameters.ts'

/** What in a request a foreign page could not have made a browser send by itself. */
export interface CsrfDefence {
  readonly kind: 'field' | 'header' | 'custom-header' | 'content-type'
  /** Name of the field or header, or the content type. */
  readonly name: string
}

/** Form fields and JSON members of frameworks, and what people call theirs. */
const fieldNames = /^(?:_?csrf(?:[_-]?(?:token|middleware_?token))?|csrfmiddlewaretoken|_?xsrf(?:[_-]?token)?|authenticity_token|__requestverificationtoken|_token|anti-?forgery(?:[_-]?token)?|form_(?:token|key|build_id)|_wpnonce|logintoken|sesskey|nonce|execution|__viewstate|csrf_?test_?name|javax\.faces\.viewstate|state)$/i
const tokenHeader = /^(?:x-)?(?:csrf|xsrf|anti-?forgery|csrftoken|xsrftoken|requestverificationtoken)(?:-?token)?$|^x-csrf|^x-xsrf|^requestverificationtoken$/i

/** Fields that a page of another site cannot add without asking (Fetch, CORS-safelisted request-header), as scripts send them. */
const customHeader = /^(?:x-requested-with|authorization|dpop|next-action|hx-request|hx-target|turbo-frame|rsc|x-inertia)$|^x-(?=[\w-]*$).*(?:client|app|api|version|request|action)/i

/** Content types that a form can send (Fetch, CORS-safelisted Content-Type). */
const formTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])

/** The first sign of a defence; undefined when any page could have sent the same. */
export function csrfDefence(response: HttpResponse, { query, body }: Parameters): CsrfDefence | undefined {
  const header = Object.keys(response.exchange.requestHeaders).find((name) => tokenHeader.test(name))
  if (header !== undefined) return { kind: 'header', name: header }
  const field = [...body, ...query].find(({ name, value }) => fieldNames.test(name) && value.length >= 8)
  if (field) return { kind: 'field', name: field.name }
  const custom = Object.keys(response.exchange.requestHeaders).find((name) => customHeader.test(name))
  if (custom !== undefined) return { kind: 'custom-header', name: custom }
  const type = response.requestMediaType
  return type !== undefined && type !== '' && !formTypes.has(type) ? { kind: 'content-type', name: type } : undefined
}
