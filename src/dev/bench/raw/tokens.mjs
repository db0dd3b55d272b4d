// The bare loop that verifying is measured against: read, split, base64url, JSON.parse, MAC or signature, compare.
// node tokens.mjs SECRET | node tokens.mjs --key public.pem, tokens on standard input, one a line.
import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { linesOfStandardInput } from './lines.mjs'

const [secret, file] = process.argv.slice(2)
const key = secret === '--key' ? createPublicKey(readFileSync(file)) : undefined
let valid = 0
for (const line of linesOfStandardInput()) {
  const [header, payload, signature] = line.split('.')
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const octets = Buffer.from(signature, 'base64url')
  const input = `${header}.${payload}`
  const verifies = key ? verify('sha256', Buffer.from(input), key, octets) : timingSafeEqual(createHmac('sha256', secret).update(input).digest(), octets)
  if (verifies && alg && exp) valid++
}
console.log(valid)
