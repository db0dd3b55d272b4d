import type { Location } from './location.ts'
import type { CookieDetail, FlowDetail, JwkDetail, JwtDetail, ResponseDetail, TokenSetDetail } from './view.ts'

/** What a report speaks about. */
export type SubjectKind = (typeof subjectKinds)[number]
export const subjectKinds = ['jwt', 'jwt-set', 'cookie', 'jwk', 'response', 'flow'] as const

/** A decoded thing that rules look at. Subjects are made once and never change. */
export interface Subject {
  readonly kind: SubjectKind
  /** Unique in a run, such as `jwt-1`. */
  readonly id: string
  /**
   * The same object for subjects that are alike but for parts marked by `individual`: a rule that reads none of these says the
   * same of all of them, and is asked once. Absent where nothing is known to be alike.
   */
  readonly likeness?: object | undefined
  /** What every message about it may name, by placeholder: `{cookie}` is `session cookie sid`. Untrusted text. */
  readonly words?: Readonly<Record<string, string>> | undefined
  /** Place of a part, named by a pointer such as `header.alg` or `SameSite`; of the whole without one. */
  locate(pointer?: string): Location
  /** What stands at that place, redacted and safe to print. */
  show(pointer?: string): string
  /** Everything a report may show of this subject: redacted plain data. */
  view(options: ViewOptions): SubjectView
}

export interface ViewOptions {
  /** The user asked for credentials in clear (`--show-secrets`). */
  readonly showSecrets: boolean
}

/** A subject as reports show it: the JSON form of the product contract, plus what only people read. */
export interface SubjectView {
  readonly id: string
  readonly kind: SubjectKind
  readonly source: { readonly input: string; readonly line: number; readonly column: number }
  /** What is said of the subject, under the name of its kind; the others are absent. */
  readonly jwt?: JwtDetail
  readonly 'jwt-set'?: TokenSetDetail
  readonly cookie?: CookieDetail
  readonly jwk?: JwkDetail
  readonly response?: ResponseDetail
  readonly flow?: FlowDetail
}
