import type { Finding } from '../core/finding.ts'
import type { Judged } from '../core/report.ts'
import type { SubjectView } from '../core/subject.ts'
import { list } from '../core/text.ts'
import { place, safe } from './describe.ts'

/**
 * In a recording a site says the same with every response. People are told it once, where it comes first, with how often it comes,
 * at which URLs, and where last; formats for programs have every finding. Where a word differs, be it in the evidence, it is told.
 */
export interface Fold {
  /** Told of another response or cookie already. */
  readonly isEcho: (finding: Finding) => boolean
  /** `The same 59 more times, at /cart, /pay and 4 more URLs, last in site.har:812:9.`; empty for what comes once. */
  readonly echoes: (finding: Finding) => string
  /** A response whose findings were all told already: of many, only the number is worth a line. */
  readonly isTold: (judged: Judged) => boolean
}

export function foldOf(judged: readonly Judged[]): Fold {
  const first = new Map<string, Finding>()
  const later = new Map<Finding, { readonly finding: Finding; readonly path: string }[]>()
  const echoes = new Set<Finding>()
  for (const { subject, findings } of judged) {
    const site = siteOf(subject)
    if (site === undefined) continue
    const own = new Map<string, number>()
    for (const finding of findings) {
      const words = wordsOf(finding, site)
      // What comes twice of one subject is twice to be told.
      const nth = (own.get(words) ?? 0) + 1
      own.set(words, nth)
      const key = `${nth} ${words}`
      const known = first.get(key)
      if (!known) first.set(key, finding)
      else {
        echoes.add(finding)
        const again = later.get(known) ?? []
        again.push({ finding, path: site.path })
        later.set(known, again)
      }
    }
  }
  return {
    isEcho: (finding) => echoes.has(finding),
    echoes: (finding) => {
      const again = later.get(finding) ?? []
      const last = again.at(-1)
      if (!last) return ''
      const paths = [...new Set(again.map(({ path }) => path))].filter(Boolean)
      const named = paths.length > mostPaths ? [...paths.slice(0, mostPaths - 1), `${paths.length - mostPaths + 1} more URLs`] : paths
      const where = named.length === 0 ? '' : `, at ${list(named.map(safe))}`
      return `The same ${again.length === 1 ? 'once more' : `${again.length} more times`}${where}, ${again.length === 1 ? '' : 'last '}in ${place(last.finding.location)}.`
    },
    isTold: ({ subject, findings, suppressed }) => subject.kind === 'response' && findings.length > 0 && suppressed.length === 0 && findings.every((finding) => echoes.has(finding)),
  }
}

/** Of more URLs only the number is told. */
const mostPaths = 4

export const toldWords = (n: number): string => `${n === 1 ? 'One more response has' : `${n} more responses have`} nothing to report but what is said above.`

interface Site {
  /** Scheme and host, and of a cookie its name. */
  readonly name: string
  /** As messages about a response name what it answers; empty for cookies. */
  readonly exchange: string
  /** Empty for cookies, for which it matters little. */
  readonly path: string
}

/** Undefined for what stands for itself: a token, a key, a recording. */
function siteOf({ cookie, response }: SubjectView): Site | undefined {
  const url = cookie?.url ?? response?.url
  if (url === undefined) return undefined
  const { origin, pathname: path } = URL.canParse(url) ? new URL(url) : { origin: url, pathname: url }
  if (cookie) return { name: `${origin} ${cookie.name}`, exchange: '', path: '' }
  return response && { name: origin, exchange: [response.method, url.replace(/[?#].*$/s, '')].filter(Boolean).join(' '), path }
}

/** How long a value is differs from one to the next and means nothing. */
function wordsOf({ rule, severity, confidence, message, evidence, fix, location: { input, pointer } }: Finding, { name, exchange }: Site): string {
  const said = exchange === '' ? message : message.replaceAll(exchange, '')
  return JSON.stringify([rule, severity, confidence, said, evidence.replace(/\(\d+ octets?\)/g, ''), fix, pointer, input, name])
}
