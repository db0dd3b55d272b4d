import type { Location } from './location.ts'
import type { Confidence, Severity } from './severity.ts'

/** One thing that is wrong. Every text in it is safe to print and holds no usable credential. */
export interface Finding {
  /** `family/what-is-wrong`. */
  readonly rule: string
  readonly severity: Severity
  readonly confidence: Confidence
  /** Id of the subject, such as `jwt-1`. */
  readonly subject: string
  readonly message: string
  /** What was seen, redacted. */
  readonly evidence: string
  /** What to do, in a line or two, parted by line feeds. */
  readonly fix: string
  /** Standards, weaknesses and requirements, such as `RFC 8725 section 3.2`, `CWE-347`, `ASVS 9.1.2`. */
  readonly references: readonly string[]
  readonly location: Location
}
