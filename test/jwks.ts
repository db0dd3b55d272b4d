// Keys for tests. Those named after a standard are its examples; the others are made here.
import { checkPrimeSync, generatePrimeSync } from 'node:crypto'

/** RFC 8037 appendix A.2. */
export const ed25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
/** RFC 8037 appendix A.1. */
export const ed25519Private = { ...ed25519, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }
/** Made for these tests. */
export const x25519 = { kty: 'OKP', crv: 'X25519', x: 'H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8' }
/** RFC 7515 appendix A.3. */
export const p256 = { kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }
/** RFC 7638 section 3.1. */
export const rsa2048 = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
}
/** A secret that stands nowhere else. */
export const secret = { kty: 'oct', k: 'udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO3C6oHAvfIVg' }

export const jwk = (key: object): string => JSON.stringify(key)
export const jwks = (...keys: readonly unknown[]): string => JSON.stringify({ keys })

/** Base64url of the octets of a number, most significant first. */
export const encodeInteger = (n: bigint): string => {
  const digits = n.toString(16)
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex').toString('base64url')
}
export const rsa = (n: bigint, more: object = {}): { kty: string; n: string; e: string } => ({ kty: 'RSA', n: encodeInteger(n), e: 'AQAB', ...more })

export const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true })
export function nextPrime(n: bigint): bigint {
  let candidate = n + (n % 2n === 0n ? 1n : 2n)
  while (!checkPrimeSync(candidate)) candidate += 2n
  return candidate
}
