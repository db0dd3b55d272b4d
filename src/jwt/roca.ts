/**
 * The fingerprint of RSA keys made by the Infineon library with the ROCA weakness (CVE-2017-15361): its primes are
 * powers of 65537 modulo many small primes, and so is their product. About one sound key in 150 million looks the same.
 */
const smallPrimes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149,
  151, 157, 163, 167,
]

const subgroups = new Map<bigint, ReadonlySet<bigint>>()

/** The residues that powers of 65537 take modulo a prime. Nearly every key is cleared by one of the first primes. */
function powersOf65537(prime: bigint): ReadonlySet<bigint> {
  const known = subgroups.get(prime)
  if (known) return known
  const residues = new Set<bigint>()
  for (let power = 1n; !residues.has(power); power = (power * 65537n) % prime) residues.add(power)
  subgroups.set(prime, residues)
  return residues
}

/** Takes the octets of an RSA modulus, most significant first. */
export function hasRocaFingerprint(modulus: Buffer): boolean {
  if (modulus.length === 0) return false
  const n = BigInt(`0x${modulus.toString('hex')}`)
  return smallPrimes.map(BigInt).every((prime) => powersOf65537(prime).has(n % prime))
}
