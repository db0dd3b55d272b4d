import { curlStamp } from './dialects.ts'
import { isFieldLine, requestLine, statusLine } from './head.ts'
import { isLoggedSetCookie } from './log-reader.ts'
import { isBareCookie, isDirective, setCookieLine } from './loose-readers.ts'
import { cleanLine } from './terminal.ts'

/** How an input has to be read, or why it cannot be. */
export type Shape =
  | 'plain'
  | 'verbose'
  | 'trace'
  | 'wget'
  | 'fields'
  | 'log'
  | 'configuration'
  | 'bare'
  | 'json'
  | 'jar'
  | 'hex-trace'
  | 'curl-command'
  | 'code'
  | 'printed-object'
  | 'cookie-request'
  | 'header-panel'
  | 'markup'
  | 'blank'
  | 'unknown'

/** Octets from the beginning that decide. */
export const sampleSize = 64 * 1024

/** One line decides, the first that is unmistakable. */
const decisive: readonly (readonly [Shape, (text: string) => boolean])[] = [
  ['fields', (text) => /^set-cookie2?[ \t]{0,8}:/i.test(text)],
  ['plain', (text) => statusLine(text) !== undefined || requestLine(text) !== undefined],
  ['verbose', (text) => /^(?:< HTTP\/\d|> [A-Z]{3,16} \S{1,2048} HTTP\/\d|\* {1,3}(?:Trying|Connected to|Host \S{1,256} was resolved|Could not resolve|Uses proxy|Rebuilt URL|Added cookie|Re-?using existing|ALPN|Established connection))/i.test(withoutStamp(text))],
  ['trace', (text) => /^(?:\d\d:\d\d:\d\d\.\d{1,9} )?(?:\[[\d-]{1,20}\] )?(?:== Info: |=> Send |<= Recv )/.test(text)],
  ['wget', (text) => /^(?:--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--  \S| {2}HTTP\/\d|---(?:request|response) begin---$)/.test(text)],
  ['configuration', isDirective],
]

const withoutStamp = (text: string): string => text.slice(curlStamp.exec(text)?.[0].length ?? 0)

/** Fields that only responses have, or that every response has. */
const responseFields = /^(?:content-type|content-length|date|server|location|cache-control|connection|keep-alive|vary|etag|expires|last-modified|strict-transport-security|transfer-encoding|x-powered-by|x-content-type-options|x-frame-options|:status)[ \t]{0,8}:/i

/** How Python and Node print dictionaries, lists and objects: almost JSON, but with other quotes or none. */
const printedObject = /^(?:[[{(]\s*'|\{\s*[\w-]{1,100}: |Headers \{|Object \[|\[Object: null prototype\]|CaseInsensitiveDict\()/

/** The first line of what developer tools show of a request, where it is copied with the panel's own lines. */
const panelTitle = /^(?:request url|request method|status code):?$/i

const jsonString = /^"(?:[^"\\\n]|\\.)*"/

/** Tells the form from the first octets; `whole` when there are no more. */
export function sniff(sample: string, whole: boolean): Shape {
  const start = /^\s*/.exec(sample)?.[0].length ?? 0
  if (start === sample.length) return whole ? 'blank' : 'unknown'
  const opening = sample.slice(start, start + 400)
  if (/^(?:\{\s*["}]|\[\s*["[{\]])/.test(opening) || jsonString.test(sample.slice(start)) || /^[A-Za-z_$][\w$.]{0,100}\(\s*\{\s*"/.test(opening)) return 'json'
  if (printedObject.test(opening)) return 'printed-object'
  if (isJar(sample)) return 'jar'
  const lines = linesOf(sample, whole)
  const filled = lines.filter((line) => line.trim() !== '')
  const first = filled[0]?.trim() ?? ''
  if (panelTitle.test(first)) return 'header-panel'
  // Behind other lines than fields an empty line says nothing, and more may follow.
  const loose = setCookieLine.test(first) || (/^[a-z]/i.test(first) && isFieldLine(first)) || first.startsWith(':status') ? 'fields' : 'log'
  for (const line of lines) {
    const shape = decisive.find(([, matches]) => matches(line))?.[0]
    if (shape === 'trace') return isHexTrace(lines) ? 'hex-trace' : 'trace'
    if (shape === 'fields') return loose
    if (shape) return shape
  }
  if (lines.some((line) => setCookieLine.test(line))) return loose
  if (responseFields.test(first) || (/^[\w:-]{1,64}:/.test(first) && lines.slice(0, lines.indexOf('') >>> 0).some((line) => responseFields.test(line)))) return 'fields'
  if (lines.some((line) => /^set-cookie$/i.test(line))) return 'header-panel'
  if (/^(?:[$#%>] {0,4})?curl(?:\.exe)?[ \t]+['"\-h]/.test(first)) return 'curl-command'
  const isLog = lines.some((line) => isLoggedSetCookie(line))
  if (/^cookie[ \t]{0,8}:/i.test(first) && !isLog) return 'cookie-request'
  if (filled.slice(0, 200).some((line) => isCode(line))) return 'code'
  if (/^<(?:!doctype|html|\?xml|head|body)/i.test(first)) return 'markup'
  if (isLog) return 'log'
  // Later lines are looked at where they are read, so that the message can name the one that is wrong.
  const value = filled.find((line) => !line.startsWith('#'))
  return value !== undefined && isBareLine(value) ? 'bare' : 'unknown'
}

function isBareLine(line: string): boolean {
  const text = line.trim()
  return isBareCookie(/^["'].*["']$/.test(text) ? text.slice(1, -1) : text)
}

/** Programs that set cookies: their arguments are not the header that comes of them. */
const isCode = (line: string): boolean =>
  /(?:\bres(?:ponse|p)?\.(?:cookie|setHeader|append|headers?\.(?:append|set))\(|\bset_?cookie\(|\bcookies?(?:\(\))?\.(?:set|add|append)\(|\bdocument\.cookie\b|\bhttp\.SetCookie\(|\baddCookie\(|^\s*(?:await )?fetch\(|Invoke-WebRequest)/i.test(
    line.slice(0, 2000),
  )

const linesOf = (sample: string, whole: boolean): string[] => {
  const lines = sample.split('\n')
  if (!whole && lines.length > 1) lines.pop()
  return lines.map((raw) => cleanLine('', raw, 1).text)
}

const isHexTrace = (lines: readonly string[]): boolean => lines.some((line) => /^[0-9a-f]{4}: (?:[0-9a-f]{2} ){2,16} {0,48}\S/.test(line) && line.length >= 53)

/** Netscape's format: its title, or a line of seven fields with the two flags in their places. */
function isJar(sample: string): boolean {
  if (/^\s{0,8}# (?:Netscape )?HTTP Cookie File/i.test(sample.slice(0, 100))) return true
  const lines = sample.slice(0, 8192).split('\n', 100)
  const first = lines.find((line) => line.trim() !== '' && (!line.startsWith('#') || line.startsWith('#HttpOnly_')))
  return first !== undefined && /^[^\t]{1,300}\t(?:TRUE|FALSE)\t\/[^\t]{0,4096}\t(?:TRUE|FALSE)\t-?\d{1,20}(?:\.\d{1,9})?\t/i.test(first)
}

