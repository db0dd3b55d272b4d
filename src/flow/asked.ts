// What a request asks for, in the words that its path, its parameters and its GraphQL operation use.
import type { HttpResponse } from '../http/exchange.ts'
import { parameter, type Parameter, type Parameters } from './parameters.ts'

/** `/api/auth/signInWithPassword` as `/api/auth/sign-in-with-password`: words of small letters with a hyphen between them, segments by `/`. */
export const inWords = (text: string): string =>
  text
    .slice(0, 2000)
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z\d/]+/g, '-')

/** Path, parameters that choose an action (`wp-login.php?action=logout`) and names of a GraphQL mutation, in words. */
export const askedFor = (response: HttpResponse, parameters: Parameters): string =>
  [response.url?.pathname ?? '', ...parameters.query.filter(choosesPage).map(valueOf), ...parameters.body.filter(choosesAction).map(valueOf), ...mutationNames(response, parameters)].map(inWords).join('/')

const valueOf = ({ value }: Parameter): string => value

const choosesAction = ({ name, value }: Parameter): boolean => /^(?:action|do|op|task|act|cmd)$/i.test(name) && /^[\w./:-]{1,80}$/.test(value)

/** Front controllers take the path as a parameter: `?route=account/logout`, `?title=Special:UserLogout`. */
const choosesPage = (one: Parameter): boolean =>
  choosesAction(one) || (/^[\w./:-]{1,80}$/.test(one.value) && (/^(?:mode|page)$/i.test(one.name) || (/^(?:route|r|q)$/i.test(one.name) && one.value.includes('/')) || (one.name === 'title' && one.value.startsWith('Special:'))))

/** Name of the operation and of its first field; queries change nothing. */
function mutationNames({ method }: HttpResponse, parameters: Parameters): readonly string[] {
  if (method !== 'POST') return []
  const query = parameter(parameters, 'query')?.slice(0, 4000)
  const operation = parameter(parameters, 'operationName')
  if (query === undefined) return operation !== undefined && /^\w{1,80}$/.test(operation) ? [operation] : []
  const opening = /^\s*mutation\b\s*(\w{0,80})/.exec(query)
  const field = opening && /^[^{]*\{\s*(?:\w{1,80}\s*:\s*)?(\w{1,80})/.exec(query.slice(opening[0].length))
  return field ? [opening[1] ?? '', field[1] ?? ''].filter((name) => name !== '') : []
}

/** The method that a form means where it can only send POST, as Rails, Laravel and others read it. */
export function meantMethod({ method }: HttpResponse, parameters: Parameters): string | undefined {
  const said = method === 'POST' ? parameters.body.find(({ name }) => name === '_method')?.value : undefined
  return said !== undefined && /^(?:put|patch|delete)$/i.test(said) ? said.toUpperCase() : method
}

const newPassword = /(?:confirm|repeat|again|retype|re-?enter|new)[\w.-]{0,20}(?:pass|pwd)|(?:pass|pwd)[a-z]{0,10}[_.-]?(?:confirm|repeat|again|retype|verif|new|2\b)/i
const oldPassword = /(?:current|old|existing)[\w.-]{0,20}(?:pass|pwd)|(?:pass|pwd)[a-z]{0,10}[_.-]?(?:current|old)/i

/** A form that sets a password rather than asking for it; changed when the one from before is asked for too. */
export function newPasswordIn({ body }: Parameters): 'set' | 'changed' | undefined {
  const has = (pattern: RegExp) => body.some(({ name, value }) => value !== '' && pattern.test(name.slice(0, 200)))
  return has(newPassword) ? (has(oldPassword) ? 'changed' : 'set') : undefined
}

/** A login form sent by GET. */
export const passwordInQuery = ({ query }: Parameters): boolean => query.some(({ name, value }) => value !== '' && /^(?:\w{0,40}_)?(?:password|passwd|pwd)$/i.test(name))
