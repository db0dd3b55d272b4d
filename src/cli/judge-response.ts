// How a captured response is judged: by itself, each cookie it sets, each token it carries.
import { CookieExpectations, type ExpectedCookies } from '../cookie/expected.ts'
import type { Judged } from '../core/report.ts'
import type { Exchange, HttpResponse } from '../http/exchange.ts'
import type { Circumstances } from '../http/circumstances.ts'
import { opened } from '../http/open-tokens.ts'
import { responseOf } from '../http/subjects.ts'
import { JudgedTokens, momentFor } from '../http/tokens.ts'
import type { FoundToken } from '../jwt/find.ts'
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
  #waiting: { readonly response: HttpResponse; readonly circumstances: Circumstances & { readonly times: readonly number[] } } | undefined

  /** @param seen is handed everything that was judged */
  constructor(run: Run, wishes: ResponseWishes, seen: (judged: Judged) => void) {
    this.#run = run
    this.#seen = seen
    this.#wishes = wishes
    this.#expectations = new CookieExpectations(run.policy.cookies)
  }

  async take(exchange: Exchange): Promise<HttpResponse> {
    await this.#judgeWaiting()
    const circumstances = { keys: this.#wishes.keys, sentTokens: (found: FoundToken) => this.#judgedTokens.isNew(found), ...circumstancesOf(exchange, this.#run, this.#wishes) }
    const response = responseOf(exchange, circumstances)
    this.#waiting = { response, circumstances }
    this.#expectations.take(response.cookies)
    if (this.#expectations.isEmpty) await this.#judgeWaiting()
    return response
  }

  /** No response comes after the last one. */
  async end(): Promise<void> {
    await this.#judgeWaiting(this.#expectations.expected)
  }

  async #judgeWaiting(expected?: ExpectedCookies): Promise<void> {
    if (!this.#waiting) return
    const { response, circumstances } = this.#waiting
    const { now, times } = circumstances
    this.#waiting = undefined
    this.#seen(this.#run.judge(expected ? response.with(expected) : response, now))
    for (const cookie of response.cookies) this.#seen(this.#run.judge(cookie, now))
    const tokens = response.tokens.filter((token) => this.#judgedTokens.isNewThere(token))
    for (const found of [...tokens, ...response.sentTokens]) {
      for (const token of await opened(found, circumstances)) this.#seen(this.#run.judge(token, momentFor(token.claims, times)))
    }
  }
}
