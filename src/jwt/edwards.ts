/** edwards25519, as far as a public key has to be looked at (RFC 8032 section 5.1). */

const p = 2n ** 255n - 19n
const modulo = (n: bigint): bigint => ((n % p) + p) % p

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = modulo(base), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p
    square = (square * square) % p
  }
  return result
}

const d = modulo(-121665n * power(121666n, p - 2n))

/**
 * What the 32 octets of an Ed25519 public key encode: a point, no point of the curve, or one of the few points of an order below 9, for
 * which anybody can make signatures. node:crypto takes all of them.
 */
export function ed25519Point(octets: Buffer): 'sound' | 'off-curve' | 'small-order' {
  const encoded = BigInt(`0x${Buffer.from(octets).reverse().toString('hex')}`)
  const written = encoded & (2n ** 255n - 1n)
  const y = modulo(written)
  const ySquare = (y * y) % p
  // -x^2 + y^2 = 1 + d x^2 y^2
  const xSquare = modulo((ySquare - 1n) * power(d * ySquare + 1n, p - 2n))
  const isPoint = xSquare === 0n || power(xSquare, (p - 1n) / 2n) === 1n
  // Points of order 1 and 2 have x = 0, of order 4 y = 0, and those of order 8 double to y = 0, which is x^2 = -y^2. Many readers take
  // them however they are written.
  if (isPoint && (xSquare === 0n || y === 0n || modulo(xSquare + ySquare) === 0n)) return 'small-order'
  return isPoint && written < p ? 'sound' : 'off-curve'
}
