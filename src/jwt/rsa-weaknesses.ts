/** Ways in which an RSA modulus gives its primes away. All are quick: what they find, anyone finds. */

/** Moduli above this are not examined, so that a hostile key cannot hold the run up. In bits. */
export const largestModulus = 16_384

/** The smallest prime factor below 2^16, 2 included; undefined when there is none. */
export function smallFactor(n: bigint): number | undefined {
  if (n === 0n) return 2
  primes ??= primesBelow(2 ** 16)
  product ??= productOf(primes.map(BigInt))
  if (gcd(n, product % n) === 1n) return undefined
  return primes.find((prime) => n % BigInt(prime) === 0n && n !== BigInt(prime))
}

let primes: readonly number[] | undefined
let product: bigint | undefined

function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit)
  const found: number[] = []
  for (let number = 2; number < limit; number++) {
    if (composite[number]) continue
    found.push(number)
    for (let multiple = number * number; multiple < limit; multiple += number) composite[multiple] = 1
  }
  return found
}

/** Residues modulo these tell nearly every number that is no square. */
const sieve = [64, 63, 65, 11, 17, 19, 23, 29, 31, 37, 41].map((modulus) => {
  const isSquare = new Uint8Array(modulus)
  for (let root = 0; root < modulus; root++) isSquare[(root * root) % modulus] = 1
  return { modulus, isSquare }
})

/**
 * Fermat's method: are the primes so close to each other that a few steps from the square root reach them? True within
 * `steps` steps; sound generators never come near (FIPS 186-5 appendix A.1.3, CVE-2022-26320).
 */
export function fermatFinds(n: bigint, steps: number): boolean {
  if (n < 4n || n % 2n === 0n) return false
  const root = squareRoot(n)
  const start = root * root === n ? root : root + 1n
  const residues = sieve.map(({ modulus, isSquare }) => ({ modulus, isSquare, a: Number(start % BigInt(modulus)), n: Number(n % BigInt(modulus)) }))
  for (let step = 0; step < steps; step++) {
    const possible = residues.every(({ modulus, isSquare, a, n: residue }) => {
      const at = (a + step) % modulus
      return isSquare[(at * at - residue + modulus) % modulus] === 1
    })
    if (!possible) continue
    const a = start + BigInt(step)
    const square = a * a - n
    const b = squareRoot(square)
    if (b * b === square && a - b > 1n) return true
  }
  return false
}

/** The integer square root, by Newton's method. */
function squareRoot(n: bigint): bigint {
  if (n < 2n) return n
  let x = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1)
  for (;;) {
    const next = (x + n / x) >> 1n
    if (next >= x) return x
    x = next
  }
}

/**
 * The moduli that share a prime with another, different one. Batch gcd with a tree of products and remainders (Bernstein
 * 2004), so that a thousand keys take little longer than ten.
 */
export function sharedFactors(moduli: readonly bigint[]): ReadonlySet<bigint> {
  const different = [...new Set(moduli)].filter((n) => n > 1n)
  const rest = remainders(different)
  return new Set(different.filter((n, i) => gcd(n, (rest[i] ?? 0n) / n) > 1n))
}

/** The product of all, modulo the square of each. */
function remainders(numbers: readonly bigint[]): readonly bigint[] {
  const levels = productTree(numbers)
  let above: readonly bigint[] = levels.pop() ?? []
  for (const level of levels.toReversed()) above = level.map((n, i) => (above[i >> 1] ?? 0n) % (n * n))
  return above
}

function productTree(numbers: readonly bigint[]): (readonly bigint[])[] {
  const levels = [numbers]
  for (let last = numbers; last.length > 1; levels.push(last)) {
    const below = last
    last = below.filter((_, i) => i % 2 === 0).map((n, i) => n * (below[2 * i + 1] ?? 1n))
  }
  return levels
}

const productOf = (numbers: readonly bigint[]): bigint => productTree(numbers).at(-1)?.[0] ?? 1n

function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b]
  return a
}
