/** A line longer than this is cut: no header is, and a body's lines are only looked at for their beginning. */
export const longestLine = 1024 * 1024

/** Answers true when it has seen enough; `last` tells that nothing more comes. */
export type Look = (text: string, last: boolean) => boolean

/**
 * Cuts pieces into lines, whatever the pieces' ends, and counts them. Whoever takes a line may ask for octets after it to
 * be skipped unread.
 */
export class LineFeeder {
  readonly #take: (line: string, number: number) => void
  #pending: string[] = []
  #pendingLength = 0
  #skip = 0
  #keepSkipped: ((text: string, line: number) => void) | undefined
  #look: Look | undefined
  /** What was shown so far. */
  #shown = ''
  #givenBack: string | undefined
  /** Number of the line that is being gathered. */
  #number = 1

  constructor(take: (line: string, number: number) => void) {
    this.#take = take
  }

  /** Shows what comes next to `look`, more and more of it until it answers something; then lines go on from there. */
  peek(look: Look): void {
    this.#look = look
  }

  /** Gives lines back: they are taken again, the first as line `number`. Only while a line is being taken. */
  giveBack(lines: string, number: number): void {
    this.#givenBack = lines
    this.#number = number
  }

  /** Leaves out the next `octets`, from the beginning of the next line; `keep` is shown them, and on which line they begin. */
  skip(octets: number, keep?: (text: string, line: number) => void): void {
    this.#skip = octets
    this.#keepSkipped = keep
  }

  push(text: string): void {
    let at = 0
    while (at < text.length) {
      if (this.#look) {
        text = this.#shown + text.slice(at)
        at = 0
        if (this.#see(text, false)) this.#shown = ''
        else {
          this.#shown = text
          return
        }
        continue
      }
      if (this.#skip > 0) {
        const end = Math.min(text.length, at + this.#skip)
        this.#skip -= end - at
        this.#keepSkipped?.(text.slice(at, end), this.#number)
        this.#number += lineFeeds(text, at, end)
        at = end
        continue
      }
      const end = text.indexOf('\n', at)
      if (end === -1) return this.#keep(text.slice(at))
      this.#keep(text.slice(at, end))
      at = end + 1
      this.#finish()
      if (this.#givenBack !== undefined) {
        text = this.#givenBack + text.slice(at)
        at = 0
        this.#givenBack = undefined
      }
    }
  }

  /** The last line, when it had no line end. */
  end(): void {
    for (;;) {
      const shown = this.#shown
      if (this.#look) {
        this.#shown = ''
        this.#see(shown, true)
        this.push(shown)
      }
      if (this.#pendingLength > 0) this.#finish()
      const again = this.#givenBack
      this.#givenBack = undefined
      if (again === undefined) return
      this.push(again)
    }
  }

  #see(text: string, last: boolean): boolean {
    const look = this.#look
    this.#look = undefined
    if (look === undefined || look(text, last) || last) return true
    this.#look = look
    return false
  }

  #keep(part: string): void {
    if (part === '' || this.#pendingLength >= longestLine) return
    const kept = part.length > longestLine - this.#pendingLength ? part.slice(0, longestLine - this.#pendingLength) : part
    this.#pending.push(kept)
    this.#pendingLength += kept.length
  }

  #finish(): void {
    const line = this.#pending.length === 1 ? (this.#pending[0] ?? '') : this.#pending.join('')
    this.#pending = []
    this.#pendingLength = 0
    this.#take(line, this.#number++)
  }
}

function lineFeeds(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}
