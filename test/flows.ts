// Writes recordings for tests: exchanges as HTTP/1.1 messages, with as little said as possible.

export interface Sent {
  /** `POST /login`; a path is one of https://app.example.com. */
  readonly request: string
  /** Fields: `Cookie: sid=...`. */
  readonly fields?: readonly string[]
  /** Form fields as text, or what becomes JSON. */
  readonly body?: string | object
  readonly status?: number
  /** Fields of the response. */
  readonly answer?: readonly string[]
  /** Text, or what becomes JSON. */
  readonly content?: string | object
  /** When it was answered, in seconds since 1970: becomes the Date field. */
  readonly time?: number
}

/** A whole recording, to be given to a rule's test as `code`. */
export const recording = (...exchanges: readonly Sent[]): string => exchanges.map(written).join('\n\n')

function written({ request, fields = [], body, status = 200, answer = [], content, time }: Sent): string {
  const [method = 'GET', target = '/'] = request.split(' ')
  const json = typeof body === 'object'
  const typed = fields.some((field) => /^content-type:/i.test(field))
  return [
    `${method} ${target.startsWith('/') ? `https://app.example.com${target}` : target} HTTP/1.1`,
    'Accept: */*',
    ...fields,
    ...(body === undefined || typed ? [] : [`Content-Type: ${json ? 'application/json' : 'application/x-www-form-urlencoded'}`]),
    '',
    ...(body === undefined ? [] : [json ? JSON.stringify(body) : body, '']),
    `HTTP/1.1 ${status} Status`,
    ...(time === undefined ? [] : [`Date: ${new Date(time * 1000).toUTCString()}`]),
    ...(content === undefined ? [] : [`Content-Type: ${typeof content === 'object' ? 'application/json' : 'text/html'}`]),
    ...answer,
    ...(content === undefined ? ['Content-Length: 0'] : ['', typeof content === 'object' ? JSON.stringify(content) : content]),
  ].join('\n')
}
