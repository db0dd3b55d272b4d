import type { FoundToken } from '../jwt/find.ts'
import type { JwtFacts } from '../jwt/facts.ts'
import { gatherFacts, type Examination } from '../jwt/gather-facts.ts'
import { parseJwt, type ParsedJwt } from '../jwt/jwt.ts'
import { makeJwt } from '../jwt/make.ts'
import { mayNest, tokenInside } from '../jwt/nested.ts'
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
    for (const { excerpt, carrier, undone, jsonForm } of found) await this.#token(parseJwt(excerpt, carrier, undone, jsonForm), examination)
  }

  /** May there be a token inside this one? */
  mayHoldAnother(text: string): boolean {
    return mayNest(text) || (this.#examination.keys.keys.length > 0 && text.split('.', 6).length === 5)
  }

  /** A token, and what is in it. */
  async #token(parsed: ParsedJwt, examination: Examination): Promise<void> {
    let signed = parsed
    if (parsed.serialization === 'jwe' && examination.keys.keys.length > 0) signed = await this.#open(parsed, examination)
    else {
      const facts = gatherFacts(parsed, examination)
      this.#judge(parsed, this.#inquire ? await this.#inquire(parsed, facts) : facts)
    }
    const inner = tokenInside(signed)
    if (inner) await this.#token(inner, examination)
  }

  /** Judges an encrypted token and the one inside, which it gives; itself when it does not open. */
  async #open(parsed: ParsedJwt, examination: Examination): Promise<ParsedJwt> {
    const { openJwe } = await import('../jwt/open-jwe.ts')
    const { facts, inner } = await openJwe(parsed, examination)
    this.#judge(parsed, facts)
    if (inner) this.#judge(inner.parsed, inner.facts)
    return inner?.parsed ?? parsed
  }

  #judge(parsed: ParsedJwt, facts: JwtFacts): void {
    const { policy, now } = this.#run
    this.#note(ledgerEntry(parsed, facts))
    this.#run.judge(makeJwt(this.#run.nextId('jwt'), parsed, policy, now, facts))
  }
}
