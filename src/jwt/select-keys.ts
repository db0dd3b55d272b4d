import { visible } from '../core/text.ts'
import type { SignatureAlgorithm } from './algorithms.ts'
import { conflict, nameOf, type KeyRing, type VerificationKey } from './keys.ts'

/** Which of the keys handed in may decide about a token, and why the others may not. */
export interface Selection {
  /** To be tried, those that the `kid` names first. */
  readonly candidates: readonly VerificationKey[]
  /** How many keys permit the algorithm, whatever their `kid`. */
  readonly fitting: number
  /** Whether a key of the set carries the `kid`; undefined without a `kid`, or without a set whose keys carry any. */
  readonly kidFound?: boolean
  /** Why the key that was meant does not permit the algorithm, as a clause. */
  readonly conflict?: string
}

interface Judged {
  readonly key: VerificationKey
  readonly conflict: string | undefined
}

/** Per key ring and algorithm; the work of a million tokens is done once. */
const judgedKeys = new WeakMap<KeyRing, Map<SignatureAlgorithm, Fits>>()

interface Fits {
  readonly judged: readonly Judged[]
  readonly fitting: readonly VerificationKey[]
  /** Only `kid`s of keys, so that tokens cannot make it grow. */
  readonly selections: Map<string | undefined, Selection>
}

/** A key set answers by `kid`; what was given by itself is always tried. A set never answers for a `kid` it does not have. */
export function selectKeys(ring: KeyRing, algorithm: SignatureAlgorithm, kid: string | undefined): Selection {
  const fits = fitsOf(ring, algorithm)
  const known = kid === undefined || ring.keys.some(({ reference }) => reference.kid === kid)
  if (!known) return select(ring, fits, kid)
  let selection = fits.selections.get(kid)
  if (!selection) fits.selections.set(kid, (selection = select(ring, fits, kid)))
  return selection
}

function fitsOf(ring: KeyRing, algorithm: SignatureAlgorithm): Fits {
  let byAlgorithm = judgedKeys.get(ring)
  if (!byAlgorithm) judgedKeys.set(ring, (byAlgorithm = new Map()))
  let fits = byAlgorithm.get(algorithm)
  if (!fits) {
    const judged = ring.keys.map((key) => ({ key, conflict: conflict(key, algorithm) }))
    fits = { judged, fitting: judged.filter((item) => item.conflict === undefined).map(({ key }) => key), selections: new Map() }
    byAlgorithm.set(algorithm, fits)
  }
  return fits
}

function select(ring: KeyRing, { judged, fitting }: Fits, kid: string | undefined): Selection {
  if (kid === undefined) return { candidates: fitting, fitting: fitting.length, ...(fitting.length === 0 ? conflictOf(judged) : {}) }
  const named = judged.filter(({ key }) => key.reference.kid === kid)
  const permitted = named.filter((item) => item.conflict === undefined).map(({ key }) => key)
  const others = fitting.filter((key) => key.reference.kid !== kid && (!key.inSet || (named.length === 0 && key.reference.kid === undefined)))
  const candidates = [...permitted, ...others]
  const setHasKids = ring.keys.some(({ inSet, reference }) => inSet && reference.kid !== undefined)
  return {
    candidates,
    fitting: fitting.length,
    ...(setHasKids ? { kidFound: named.length > 0 } : {}),
    ...(candidates.length > 0 ? {} : named.length > 0 ? conflictOf(named) : fitting.length === 0 ? conflictOf(judged) : {}),
  }
}

function conflictOf(judged: readonly Judged[]): { conflict?: string } {
  const refused = judged.flatMap(({ key, conflict: why }) => (why === undefined ? [] : [`${nameOf(key.reference)} ${why}`]))
  const [first] = refused
  if (first === undefined) return {}
  return { conflict: refused.length === 1 ? first : `none of the ${refused.length} keys permits it: ${first}` }
}

/** For hints: how a `kid` is shown. */
export const shownKid = (kid: string): string => `"${visible(kid, 80)}"`
