/**
 * The fingerprint of RSA keys made by the Infineon library with the ROCA weakness (CVE-2017-15361): its primes are
 * powers of 65537 modulo many small primes, and so is their product. About one sound key in 150 million looks the same.
 */
const smallPrimes = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149,
  151, 157, 163, 167,
]

let subgroups: ReadonlyMap<bigint, ReadonlySet<bigint>> | undefined

/** The residues that powers of 65537 take modulo each small prime. */
const powersOf65537 = (): ReadonlyMap<bigint, ReadonlySet<bigint>> =>
  new Map(
    smallPrimes.map((prime) => {
      const modulus = BigInt(prime)
      const residues = new Set<bigint>()
      for (let power = 1n; !residues.has(power); power = (power * 65537n) % modulus) residues.add(power)
      return [modulus, residues]
    }),
  )

/** Takes the octets of an RSA modulus, most significant first. */
export function hasRocaFingerprint(modulus: Buffer): boolean {
  if (modulus.length === 0) return false
  const n = BigInt(`0x${modulus.toString('hex')}`)
  subgroups ??= powersOf65537()
  for (const [prime, residues] of subgroups) if (!residues.has(n % prime)) return false
  return true
}
