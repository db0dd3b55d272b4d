import type { FoundToken } from '../jwt/find.ts'
import type { JwtFacts } from '../jwt/facts.ts'
import { gatherFacts, type Examination } from '../jwt/gather-facts.ts'
import { parseJwt, type ParsedJwt } from '../jwt/jwt.ts'
import { makeJwt } from '../jwt/make.ts'
import { ledgerEntry, type LedgerEntry } from '../jwt/token-set.ts'
import { SparingGuesses } from '../jwt/weak-secrets.ts'
import type { Run } from './run.ts'

/** Finds out more about a token than its facts say so far. */
export type Inquiry = (parsed: ParsedJwt, facts: JwtFacts) => Promise<JwtFacts>

/** Judges the tokens of a run one after the other. */
export class TokenJudge {
  readonly #run: Run
  readonly #examination: Examination
  readonly #note: (entry: LedgerEntry) => void
  readonly #inquire: Inquiry | undefined
  /** Tokens that were not tried with every guessable secret. */
  spared = 0

  /** @param note is told of each token what must be held against others */
  constructor(run: Run, examination: Examination, { note, inquire }: { note: (entry: LedgerEntry) => void; inquire?: Inquiry | undefined }) {
    this.#run = run
    this.#examination = examination
    this.#note = note
    this.#inquire = inquire
  }

  /** A part of a long list: not each token is tried with every guessable secret. */
  async part(found: Iterable<FoundToken>): Promise<void> {
    const sparing = new SparingGuesses()
    await this.tokens(found, { ...this.#examination, sparing })
    this.spared += sparing.spared
  }

  async tokens(found: Iterable<FoundToken>, examination = this.#examination): Promise<void> {
    for (const { excerpt, carrier, undone, jsonForm } of found) {
      const parsed = parseJwt(excerpt, carrier, undone, jsonForm)
      if (parsed.serialization === 'jwe' && this.#examination.keys.keys.length > 0) await this.#open(parsed, examination)
      else {
        const facts = gatherFacts(parsed, examination)
        this.#judge(parsed, this.#inquire ? await this.#inquire(parsed, facts) : facts)
      }
    }
  }

  /** May there be a token inside this one, which comes out with a key? */
  mayHoldAnother(text: string): boolean {
    return this.#examination.keys.keys.length > 0 && text.split('.', 6).length === 5
  }

  async #open(parsed: ParsedJwt, examination: Examination): Promise<void> {
    const { openJwe } = await import('../jwt/open-jwe.ts')
    const { facts, inner } = await openJwe(parsed, examination)
    this.#judge(parsed, facts)
    if (inner) this.#judge(inner.parsed, inner.facts)
  }

  #judge(parsed: ParsedJwt, facts: JwtFacts): void {
    const { policy, now } = this.#run
    this.#note(ledgerEntry(parsed, facts))
    this.#run.judge(makeJwt(this.#run.nextId('jwt'), parsed, policy, now, facts))
  }
}
