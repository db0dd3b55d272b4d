import { count, list } from '../../core/text.ts'
import { signatureAlgorithms, type SignatureAlgorithm } from '../../jwt/algorithms.ts'
import { curveOrders, numbersOfDer, numbersOfJose, type EcdsaNumbers } from '../../jwt/ecdsa.ts'
import { defineRule } from '../define.ts'

/** Octets of the smallest RSA modulus that was ever in use (512 bits); moduli come in steps of 16 octets. */
const smallestModulus = 64

export default defineRule({
  id: 'jwt/signature-malformed',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The signature cannot be one of the algorithm that the header names.',
    rationale: 'It has the wrong length, the wrong encoding, or numbers that no signer produces. Java 15 to 18 accepted an ECDSA signature of zeros for every message.',
    remediation: 'Refuse the token. When it is your own: write ECDSA signatures as R and S in fixed width, and copy tokens whole.',
    references: ['RFC 7518 section 3.2', 'RFC 7518 section 3.4', 'WSTG-SESS-10', 'CWE-347', 'CVE-2022-21449'],
    messages: {
      length: 'An {alg} signature has {expected}, but this one has {actual}.',
      modulus: 'This {alg} signature has {actual}, but the key makes signatures of {expected}.',
      cut: 'This {alg} signature has {actual}, which no usual RSA key makes.',
      der: 'This {alg} signature is in ASN.1 DER, as OpenSSL and Java write it; a JWT holds the two numbers side by side, {expected} together.',
      range: 'The {number} of this {alg} signature is {value}: no signer makes that, and verifiers with the flaw CVE-2022-21449 accept it for any content.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.MAYCAQACAQA'],
      good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    },
    notes: 'The length of an RSA signature is that of its modulus. Without a key, lengths that no usual key has are a warning, and those below 512 bits an error.',
  },
  check({ alg = '', signature, facts, parsed: { segments } }, { report }) {
    const algorithm = signatureAlgorithms.get(alg)
    if (!algorithm || segments.length !== 3 || !signature || signature.length === 0) return
    const at = 'signature'
    const { signatureOctets } = algorithm
    const actual = count(signature.length, 'octet')

    if (!signatureOctets) {
      const modulus = facts.modulusOctets
      if (modulus !== undefined && signature.length !== modulus) {
        report({ messageId: 'modulus', data: { alg, actual, expected: count(modulus, 'octet') }, at, ...advice(signature, [modulus]) })
      } else if (modulus === undefined && signature.length < smallestModulus) {
        report({ messageId: 'cut', data: { alg, actual }, at, fix: hmacOctets.has(signature.length) ? 'Refuse the token: this is the length of an HMAC, so alg was probably changed.' : cutOff })
      } else if (modulus === undefined && signature.length % 16 !== 0) {
        report({ messageId: 'cut', data: { alg, actual }, at, severity: 'warn', confidence: 'firm', fix: cutOff })
      }
      return
    }

    const hasLength = signatureOctets.includes(signature.length)
    const numbers = algorithm.family !== 'ECDSA' ? undefined : hasLength ? numbersOfJose(signature) : numbersOfDer(signature)
    const impossible = numbers && outOfRange(numbers, algorithm)
    const expected = `${list(signatureOctets.map(String), 'or')} octets`
    if (impossible) {
      report({ messageId: 'range', data: { alg, ...impossible }, at, fix: 'Refuse the token: it is forged. Update the verifier if it accepts it.' })
    } else if (hasLength) {
      return
    } else if (numbers) {
      report({ messageId: 'der', data: { alg, expected }, at, fix: 'Convert the signature to R and S in fixed width before encoding it (dsaEncoding: "ieee-p1363" in Node.js, "SHA256withECDSAinP1363Format" in Java).' })
    } else {
      report({ messageId: 'length', data: { alg, actual, expected }, at, ...advice(signature, signatureOctets) })
    }
  },
})

const hmacOctets: ReadonlySet<number> = new Set([...signatureAlgorithms.values()].flatMap(({ family, signatureOctets = [] }) => (family === 'HMAC' ? signatureOctets : [])))

const cutOff = 'Copy the whole token again: is it cut off?'

/** The usual reasons for a wrong length. */
function advice(signature: Buffer, expected: readonly number[]): { fix?: string } {
  if (expected.some((octets) => signature.length === octets * 2) && /^[\da-f]+$/i.test(signature.toString('latin1'))) {
    return { fix: 'The signature is hexadecimal text in base64url: encode its octets instead of the text.' }
  }
  if (expected.every((octets) => signature.length < octets)) return { fix: cutOff }
  return { fix: 'Check which algorithm signed the token, and whether something was added to its end: the signature is longer than alg allows.' }
}

function outOfRange(numbers: EcdsaNumbers, { curves = [] }: SignatureAlgorithm): { number: string; value: string } | undefined {
  const order = curveOrders[curves[0] ?? '']
  for (const number of ['r', 's'] as const) {
    if (numbers[number] === 0n) return { number, value: 'zero' }
    if (order !== undefined && numbers[number] >= order) return { number, value: 'not below the order of the curve' }
  }
  return undefined
}
