// How the programs whose captures mark the lines of heads mark them: curl -v, curl --trace-ascii, wget -S.
import { Excerpt } from '../core/location.ts'
import type { InputForm } from './responses.ts'
import { cleanLine } from './terminal.ts'

/** Who says a line: the server, the client, or the program about the connection. `other` is a body, or nothing of use. */
export type Role = 'received' | 'sent' | 'noise' | 'other'

/** Octets of a body: whose, and where they stand. */
export interface BodyPart {
  readonly of: 'request' | 'response'
  readonly text: string
  readonly line: number
  readonly column: number
}

/** Tells a program's marks from what they mark, one line at a time; may keep lines back to join them. */
export interface Dialect {
  readonly form: InputForm
  /** `keep` is there when bodies are wanted. */
  line(raw: string, number: number, say: (role: Role, text: Excerpt) => void, keep?: (part: BodyPart) => void): void
  end(say: (role: Role, text: Excerpt) => void): void
  /** Does a line that is not the server's end a head? (Else an empty one does.) */
  readonly headEndsAtOtherLines: boolean
  readonly notes: readonly string[]
}

/**
 * What stands before curl's marks: the time (`--trace-time`), the time as build servers and containers log it, and the numbers of
 * transfer and connection (`--trace-ids`).
 */
export const curlStamp = /^(?:\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]? )?(?:\[[\dx]{1,20}-[\dx]{1,20}\] )?/

/** `curl -v`, standard error merged in: `< ` server, `> ` client, `* ` curl, `{ [5 bytes data]` octets; bodies have no mark. */
export const curlVerbose = (name: string): Dialect => ({
  form: 'curl -v',
  headEndsAtOtherLines: false,
  notes: [],
  line(raw, number, say, keep) {
    const stamp = curlStamp.exec(raw)?.[0].length ?? 0
    // Most lines are of bodies, and cleaning them costs more than this look.
    if (!curlStarts.has(raw.charAt(stamp))) return keep?.(verboseBody(raw, number))
    const line = cleanLine(name, raw, number).slice(stamp)
    const mark = line.text.charAt(0)
    const role = curlMarks[mark]
    if (role && (line.text.length === 1 || line.text.charAt(1) === ' ')) say(role, line.slice(Math.min(2, line.text.length)))
    else if (line.text.startsWith('curl: (')) say('other', line)
    else keep?.(verboseBody(raw, number))
  },
  end: () => {},
})

/** A line of a body, without the `{ [1378 bytes data]` that stands where curl had written no more of it yet. */
function verboseBody(raw: string, line: number): BodyPart {
  const counted = /[{}] \[\d{1,12} bytes data\]\r?$/.exec(raw.slice(-40))
  return { of: 'response', text: counted ? raw.slice(0, raw.length - counted[0].length) : `${raw}\n`, line, column: 0 }
}

/** What curl's own lines begin with: a mark, a progress meter, a colour, or its last words `curl: (7) ...`. */
const curlStarts: ReadonlySet<string> = new Set(['<', '>', '*', '\r', '\x1b', 'c'])

const curlMarks: Readonly<Record<string, Role>> = { '<': 'received', '>': 'sent', '*': 'noise' }

/**
 * `wget -S`: the server's lines are indented by two spaces and no empty line ends them; each URL has a line of its own. `wget -d`
 * shows the exchange between lines of hyphens first, and with both what follows is the same once more.
 */
export const wgetServerResponse = (name: string): Dialect => {
  let block: Role | undefined
  let shown = false
  return {
    form: 'wget -S',
    headEndsAtOtherLines: true,
    notes: [],
    line(raw, number, say) {
      const line = cleanLine(name, raw, number)
      const mark = /^---(request|response) (begin|end)---$/.exec(line.text)
      if (mark) {
        shown = true
        block = mark[2] === 'end' ? undefined : mark[1] === 'request' ? 'sent' : 'received'
        if (!block) say('other', line)
      } else if (block) say(block, line)
      else if (line.text.startsWith('  ')) {
        if (!shown) say('received', line.slice(2))
      } else say(line.text.startsWith('--') ? 'noise' : 'other', line)
    },
    end: () => {},
  }
}

/** `curl --trace-ascii`: each block says whose octets follow, in lines of at most 64, each with its offset. */
export const curlTrace = (name: string): Dialect => {
  const notes: string[] = []
  let role: Role = 'other'
  /** Whose body the present block is of, and how many octets of it are still to come. */
  let body: BodyPart['of'] | undefined
  let octetsLeft = 0
  /** Octets of the present block of a head, its line ends included. */
  let octetsOfHead = 0
  let parts: Excerpt[] = []
  /** Offset at which the next line goes on with this one; a line that CRLF ended is two further. */
  let next = -1

  const flush = (say: (role: Role, text: Excerpt) => void) => {
    const [first, ...others] = parts
    if (first) {
      const line = Excerpt.join([first, ...others])
      // CR LF is not shown. A line feed alone is shown, as a full stop.
      const endsInFeed = role === 'received' && line.text.length === octetsOfHead && line.text.endsWith('.')
      say(role, endsInFeed ? line.slice(0, line.text.length - 1) : line)
    }
    parts = []
    next = -1
  }
  return {
    form: 'curl --trace-ascii',
    headEndsAtOtherLines: false,
    notes,
    line(raw, number, say, keep) {
      const block = /^(?:\d\d:\d\d:\d\d\.\d{1,9} )?(?:\[[\d-]{1,20}\] )?(== Info: |=> Send header|<= Recv header|=> Send |<= Recv )(?:data, (\d{1,12}) bytes|, (\d{1,12}) bytes)?/.exec(raw)
      if (block) {
        flush(say)
        role = blockRoles[block[1] ?? ''] ?? 'other'
        body = block[2] === undefined ? undefined : block[1] === '=> Send ' ? 'request' : 'response'
        octetsLeft = Number(block[2] ?? 0)
        octetsOfHead = Number(block[3] ?? 0)
        if (role === 'noise') say('noise', cleanLine(name, raw, number).slice(block[0].length))
        return
      }
      const isHead = role === 'received' || role === 'sent'
      const octets = isHead || (keep && body) ? /^([0-9a-f]{4,8}):(?: |$)/.exec(raw) : undefined
      if (!isHead) {
        if (octets && body && keep) {
          const own = raw.slice(octets[0].length).replace(/\r$/, '').slice(0, octetsLeft)
          octetsLeft -= own.length
          // Lines hold 64 octets; one that ends earlier, with octets to come, ended in CRLF.
          const lineEnd = own.length < 64 && octetsLeft >= 2 ? '\r\n' : ''
          octetsLeft -= lineEnd.length
          keep({ of: body, text: own + lineEnd, line: number, column: octets[0].length })
        } else if (raw.startsWith('curl: (')) say('other', cleanLine(name, raw, number))
        return
      }
      if (!octets) return
      const line = cleanLine(name, raw, number).slice(octets[0].length)
      const offset = parseInt(octets[1] ?? '0', 16)
      if (offset !== next) flush(say)
      if (role === 'received' && notes.length === 0) notes.push('--trace-ascii shows octets outside ASCII as dots')
      parts.push(line)
      next = offset + line.text.length
    },
    end: flush,
  }
}

const blockRoles: Readonly<Record<string, Role>> = { '== Info: ': 'noise', '=> Send header': 'sent', '<= Recv header': 'received' }
