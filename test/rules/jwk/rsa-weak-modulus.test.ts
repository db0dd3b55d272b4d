import { checkPrimeSync } from 'node:crypto'
import rule from '../../../src/rules/jwk/rsa-weak-modulus.ts'
import { jwk, jwks, nextPrime, p256, prime, rsa, rsa2048 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

const [p, q, r] = [prime(1024), prime(1024), prime(1024)]

/** A number with the fingerprint of CVE-2017-15361: a power of 65537 modulo the product of all primes from 3 to 167. */
function rocaLike(): bigint {
  const primes = [...Array(168).keys()].filter((n) => n > 2 && ![...Array(n).keys()].some((d) => d > 1 && n % d === 0)).map(BigInt)
  const product = primes.reduce((a, b) => a * b)
  let residue = 1n
  for (let i = 0; i < 1000; i++) residue = (residue * 65537n) % product
  // A prime among them has no small factor that would be reported as well.
  let n = residue + product * (1n << 1800n)
  while (n % 2n === 0n || !checkPrimeSync(n)) n += product
  return n
}

testRule(rule, {
  valid: [
    jwk(p256),
    jwk(rsa2048),
    { name: 'a key of node:crypto', code: jwk(rsa(p * q)) },
    { name: 'the same key twice is another rule', code: jwks(rsa(p * q), rsa(p * q)) },
    { name: 'different keys', code: jwks(rsa(p * q), rsa2048) },
    { name: 'too large to examine', code: jwk(rsa((1n << 20_000n) + 1n)) },
  ],
  invalid: [
    { name: 'even', code: jwk(rsa(p * 2n)), errors: [{ messageId: 'factor', severity: 'error', pointer: 'n', says: 'divisible by 2' }] },
    { name: 'divisible by the largest prime below 2^16', code: jwk(rsa(p * 65521n)), errors: [{ messageId: 'factor', says: '65521' }] },
    { name: 'neighbouring primes', code: jwk(rsa(p * nextPrime(p))), errors: [{ messageId: 'close', severity: 'error' }] },
    { name: 'a square', code: jwk(rsa(p * p)), errors: [{ messageId: 'close' }] },
    { name: 'ROCA', code: jwk(rsa(rocaLike())), errors: [{ messageId: 'roca', severity: 'error', confidence: 'firm' }] },
    { name: 'a prime in common', code: jwks(rsa(p * q), rsa2048, rsa(p * r)), errors: [{ messageId: 'shared', severity: 'error' }, { messageId: 'shared', severity: 'error' }] },
    { name: 'three in a circle', code: jwks(rsa(p * q), rsa(q * r), rsa(p * r)), errors: [{ messageId: 'shared' }, { messageId: 'shared' }, { messageId: 'shared' }] },
  ],
})
