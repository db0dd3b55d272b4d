import { AuthlintError } from '../core/errors.ts'

export const unreadable = (source: string, problem: string, hint = 'Copy or fetch the whole key again. It may be PEM, DER, a JWK or a key set (JWKS).'): AuthlintError =>
  new AuthlintError('KEY_UNREADABLE', `${source} ${problem}`, hint)

const sshHint = 'Convert the public key: ssh-keygen -e -m PKCS8 -f key.pub > key.pem'

/** What people hand over in place of a key, and what to do about it. */
const mistakes: readonly (readonly [RegExp, string, string])[] = [
  [/^[\w-]+\.[\w-]*\.[\w-]*(?:$|[.~])/, 'holds a token, not a key', 'Give the key of the issuer: its key set (JWKS), certificate or public key.'],
  [/^(?:ssh-|ecdsa-sha2-|sk-ssh-)/, 'holds a key in SSH form', sshHint],
  [/^---- BEGIN SSH2/, 'holds a key in SSH form', sshHint],
  [/^PuTTY-User-Key-File/, 'holds a key in PuTTY form', 'Export it from PuTTYgen as an OpenSSH key, then convert that to PEM.'],
  [/^<(?:!doctype|html|\?xml)/i, 'holds a web page, not a key', 'Fetch the key set itself: the address probably answered with an error or a sign-in page.'],
  [/^HTTP\/\d/, 'holds a whole HTTP response, not a key', 'Leave -i away: curl -s https://issuer.example/jwks.json'],
  [/^https?:\/\//i, 'holds an address, not a key', 'Give the address itself: authlint jwt --jwks URL, or authlint jwks URL.'],
]

/** Throws when a text is recognisably something else than a key. */
export function refuseText(text: string, source: string): void {
  for (const [pattern, problem, hint] of mistakes) if (pattern.test(text)) throw unreadable(source, problem, hint)
}

/** PEM blocks that hold a key in a form, or behind a lock, that cannot be read here. */
export function refusePemBlock(label: string, body: string, source: string): void {
  if (label === 'OPENSSH PRIVATE KEY') throw unreadable(source, 'holds a key in OpenSSH form', sshHint)
  if (label.startsWith('PGP')) throw unreadable(source, 'holds a PGP key, which signs no tokens', 'Give the key of the issuer: its key set (JWKS), certificate or public key.')
  if (label.includes('CERTIFICATE REQUEST')) throw unreadable(source, 'holds a certificate request, not a certificate', 'Give the certificate that was issued for it.')
  if (label === 'ENCRYPTED PRIVATE KEY' || body.includes('ENCRYPTED')) {
    throw unreadable(source, 'holds a private key that is locked with a passphrase', 'Give its public key: openssl pkey -in key.pem -pubout')
  }
}
