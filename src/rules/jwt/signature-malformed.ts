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
    summary: 'The signature cannot come from the algorithm that the header names.',
    rationale: 'It has the wrong length, the wrong encoding, or numbers that no signer makes. Java 15 to 18 accepted an ECDSA signature of zeros for every message.',
    remediation: 'Refuse the token. If it is your own, write ECDSA signatures as R and S in fixed width, and copy tokens whole.',
    references: ['RFC 7518 section 3.2', 'RFC 7518 section 3.4', 'WSTG-SESS-10', 'CWE-347', 'CVE-2022-21449'],
    messages: {
      length: 'This {alg} signature has {actual}, but {alg} signatures have {expected}.',
      modulus: 'This {alg} signature has {actual}, but the key makes signatures of {expected}.',
      cut: 'This {alg} signature has {actual}, which is the size of no usual RSA key (256 for 2048 bits).',
      der: 'This {alg} signature is in ASN.1 DER, as OpenSSL and Java write it, but a JWT needs R and S side by side ({expected}).',
      range: 'The {number} of this {alg} signature is {value}, which no signer makes: such signatures fool verifiers that do not check the range (CVE-2022-21449).',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.MAYCAQACAQA'],
      good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    },
    notes: 'The length of an RSA signature is that of its modulus. Without a key, a length that no usual key has is a warning, and one below 512 bits an error.',
  },
  check({ alg = '', signature, facts, parsed: { segments } }, { report }) {
    const algorithm = signatureAlgorithms.get(alg)
    if (!algorithm || segments.length !== 3 || !signature || signature.length === 0) return
    const at = 'signature'
    const { signatureOctets } = algorithm
    const actual = count(signature.length, 'octet')

    if (!signatureOctets) {
      const modulus = facts.modulusBits === undefined ? undefined : Math.ceil(facts.modulusBits / 8)
      if (modulus !== undefined && signature.length !== modulus) {
        report({ messageId: 'modulus', data: { alg, actual, expected: count(modulus, 'octet') }, at, ...(isUsual(signature) ? { fix: 'Give the key that signed the token: a signature of this length comes from another RSA key.' } : advice(signature, [modulus])) })
      } else if (modulus === undefined && signature.length < smallestModulus) {
        report({ messageId: 'cut', data: { alg, actual }, at, fix: hmacOctets.has(signature.length) ? 'Refuse the token: this is the length of an HMAC, so alg was probably changed.' : cutOff })
      } else if (modulus === undefined && !isUsual(signature)) {
        report({ messageId: 'cut', data: { alg, actual }, at, severity: 'warn', confidence: 'firm', fix: cutOff })
      }
      return
    }

    const hasLength = signatureOctets.includes(signature.length)
    const numbers = algorithm.family !== 'ECDSA' ? undefined : hasLength ? numbersOfJose(signature) : numbersOfDer(signature)
    const impossible = numbers && outOfRange(numbers, algorithm)
    const expected = `${list(signatureOctets.map(String), 'or')} octets`
    if (impossible) {
      report({ messageId: 'range', data: { alg, ...impossible }, at, fix: 'Refuse the token: it is forged. If your verifier accepts it, update its runtime (Java 15 to 18) or library now.' })
    } else if (hasLength) {
      return
    } else if (numbers) {
      report({ messageId: 'der', data: { alg, expected }, at, fix: 'Convert the signature to R and S in fixed width before encoding it (dsaEncoding: "ieee-p1363" in Node.js, "SHA256withECDSAinP1363Format" in Java).' })
    } else {
      report({ messageId: 'length', data: { alg, actual, expected }, at, ...advice(signature, signatureOctets) })
    }
  },
})

const isUsual = ({ length }: Buffer): boolean => length >= smallestModulus && length % 16 === 0

const hmacOctets: ReadonlySet<number> = new Set([...signatureAlgorithms.values()].flatMap(({ family, signatureOctets = [] }) => (family === 'HMAC' ? signatureOctets : [])))

const cutOff = 'Copy the whole token again: it is probably cut off.'

/** The usual reasons for a wrong length. */
function advice(signature: Buffer, expected: readonly number[]): { fix?: string } {
  if (expected.some((octets) => signature.length === octets * 2) && /^[\da-f]+$/i.test(signature.toString('latin1'))) {
    return { fix: 'Encode the octets of the signature in base64url: here its hexadecimal text was encoded.' }
  }
  if (expected.every((octets) => signature.length < octets)) return { fix: cutOff }
  return { fix: 'Check which algorithm signed the token, and whether something was appended to it: the signature is longer than alg permits.' }
}

function outOfRange(numbers: EcdsaNumbers, { curves = [] }: SignatureAlgorithm): { number: string; value: string } | undefined {
  const order = curveOrders[curves[0] ?? '']
  for (const number of ['r', 's'] as const) {
    if (numbers[number] === 0n) return { number, value: 'zero' }
    if (order !== undefined && numbers[number] >= order) return { number, value: 'not below the order of the curve' }
  }
  return undefined
}
