// How a captured response is judged: by itself, each cookie it sets, each token it carries.
import { CookieExpectations, type ExpectedCookies } from '../cookie/expected.ts'
import type { Judged } from '../core/report.ts'
import type { Exchange, HttpResponse } from '../http/exchange.ts'
import { responseOf } from '../http/subjects.ts'
import { JudgedTokens, momentFor } from '../http/tokens.ts'
import type { KeyRing } from '../jwt/keys.ts'
import { circumstancesOf, type CookieWishes } from './captured.ts'
import type { Run } from './run.ts'

export interface ResponseWishes extends CookieWishes {
  /** What tokens are verified with. */
  readonly keys: KeyRing
}

/** Judges responses, their cookies, the tokens they carry that were not judged before in the same place, and those of requests that were not judged at all. */
export class ResponseJudge {
  readonly #run: Run
  readonly #wishes: ResponseWishes
  readonly #judgedTokens = new JudgedTokens()
  readonly #expectations: CookieExpectations
  readonly #seen: (judged: Judged) => void
  /** Where cookies must come, the last response waits for the end, which alone knows what did not. */
  #waiting: { readonly response: HttpResponse; readonly now: number; readonly times: readonly number[] } | undefined

  /** @param seen is handed everything that was judged */
  constructor(run: Run, wishes: ResponseWishes, seen: (judged: Judged) => void) {
    this.#run = run
    this.#seen = seen
    this.#wishes = wishes
    this.#expectations = new CookieExpectations(run.policy.cookies)
  }

  take(exchange: Exchange): HttpResponse {
    this.#judgeWaiting()
    const circumstances = circumstancesOf(exchange, this.#run, this.#wishes)
    const response = responseOf(exchange, { keys: this.#wishes.keys, sentTokens: (found) => this.#judgedTokens.isNew(found), ...circumstances })
    this.#waiting = { response, now: circumstances.now, times: circumstances.times }
    this.#expectations.take(response.cookies)
    if (this.#expectations.isEmpty) this.#judgeWaiting()
    return response
  }

  /** No response comes after the last one. */
  end(): void {
    this.#judgeWaiting(this.#expectations.expected)
  }

  #judgeWaiting(expected?: ExpectedCookies): void {
    if (!this.#waiting) return
    const { response, now, times } = this.#waiting
    this.#waiting = undefined
    this.#seen(this.#run.judge(expected ? response.with(expected) : response, now))
    for (const cookie of response.cookies) this.#seen(this.#run.judge(cookie, now))
    const tokens = response.tokens.filter((token) => this.#judgedTokens.isNewThere(token))
    for (const token of [...tokens, ...response.sentTokens]) this.#seen(this.#run.judge(token, momentFor(token.claims, times)))
  }
}
