// How a captured response is judged: by itself, each cookie it sets, each token it carries.
import { CookieExpectations, type ExpectedCookies } from '../cookie/expected.ts'
import type { Exchange, HttpResponse } from '../http/exchange.ts'
import { responseOf } from '../http/subjects.ts'
import { circumstancesOf, type CookieWishes } from './captured.ts'
import type { Run } from './run.ts'

/** Judges responses, their cookies, and the tokens they carry that were not judged before in the same place. */
export class ResponseJudge {
  readonly #run: Run
  readonly #wishes: CookieWishes
  readonly #seenTokens = new Set<string>()
  readonly #expectations: CookieExpectations
  /** Where cookies must come, the last response waits for the end, which alone knows what did not. */
  #waiting: { readonly response: HttpResponse; readonly now: number } | undefined

  constructor(run: Run, wishes: CookieWishes) {
    this.#run = run
    this.#wishes = wishes
    this.#expectations = new CookieExpectations(run.policy.cookies)
  }

  take(exchange: Exchange): HttpResponse {
    const circumstances = circumstancesOf(exchange, this.#run, this.#wishes)
    const response = responseOf(exchange, circumstances)
    this.#judgeWaiting()
    this.#waiting = { response, now: circumstances.now }
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
    const { response, now } = this.#waiting
    this.#waiting = undefined
    this.#run.judge(expected ? response.with(expected) : response, now)
    for (const cookie of response.cookies) this.#run.judge(cookie, now)
    for (const token of response.tokens) {
      const { text, carrier } = token.parsed
      const key = `${carrier.kind} ${carrier.name ?? ''} ${text}`
      if (this.#seenTokens.has(key)) continue
      this.#seenTokens.add(key)
      this.#run.judge(token, now)
    }
  }
}
