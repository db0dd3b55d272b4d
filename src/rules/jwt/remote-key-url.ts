import { normalizedTyp } from '../../jwt/token-type.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/remote-key-url',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token tells the verifier which URL to fetch its key from.',
    rationale: 'An attacker names a URL of their own and signs with the key behind it, or makes the verifier call a machine inside the network.',
    remediation: 'Leave jku and x5u out, and take keys from the metadata of the issuer. If a profile demands them, have verifiers accept only URLs from a fixed list, and name those in jwt.keyUrls.',
    references: ['RFC 7515 section 4.1.2', 'RFC 7515 section 4.1.5', 'RFC 8725 section 3.10', 'ASVS 9.1.3', 'PortSwigger JWT attacks', 'CWE-918', 'CWE-345'],
    messages: {
      remote: '{name} tells the verifier to fetch the key from {url}: whoever makes the token chooses the key.',
      passport: '{name} names the certificate that a PASSporT is signed with, {url}, as RFC 8225 demands: believe it only with a chain that ends in an authority you trust.',
      dangerous: '{name} tells the verifier to fetch the key from {url}: {why}.',
      notListed: '{name} tells the verifier to fetch the key from {url}, which is not among the URLs that you allow (jwt.keyUrls).',
      notUrl: '{name} in the header is not an absolute URL.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsImprdSI6Imh0dHBzOi8va2V5cy5leGFtcGxlL2p3a3MuanNvbiJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsImtpZCI6ImExIn0.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Some banking and eIDAS profiles demand these parameters: jwt.keyUrls in the configuration silences the URLs it names. authlint never fetches them.',
  },
  check({ header }, { policy: { allowedKeyUrls }, report }) {
    for (const name of ['jku', 'x5u']) {
      const value = header[name]
      if (value === undefined) continue
      const at = `header.${name}`
      if (typeof value !== 'string' || !URL.canParse(value)) {
        report({ messageId: 'notUrl', data: { name }, at })
        continue
      }
      const url = new URL(value)
      const why = danger(url)
      const data = { name, url: shown(url) }
      if (why !== undefined) report({ messageId: 'dangerous', data: { ...data, why }, at })
      else if (!allowedKeyUrls && name === 'x5u' && normalizedTyp(header['typ']) === 'passport') report({ messageId: 'passport', data, at, severity: 'info' })
      else if (!allowedKeyUrls) report({ messageId: 'remote', data, at, severity: 'warn' })
      else if (!allowedKeyUrls.some((allowed) => isWithin(url.href, allowed))) report({ messageId: 'notListed', data, at })
    }
  },
})

/** Without its user information, which may be a password. */
const shown = ({ protocol, host, pathname }: URL): string => (host === '' ? `${protocol}${pathname}` : `${protocol}//${host}${pathname}`)

function danger({ protocol, username, password, hostname }: URL): string | undefined {
  if (protocol === 'http:') return 'this is not https, so the key can be replaced on the way'
  if (protocol !== 'https:') return 'this is not https: it can name a file of the verifier, or hold the key itself'
  if (username !== '' || password !== '') return 'its user name (not shown) can be mistaken for the host'
  // URL has already written every spelling of an IPv4 address as four decimal numbers.
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return 'this is a bare IP address, perhaps of a machine inside the network'
  // A full stop at the end only says that the name is complete.
  const name = hostname.replace(/\.$/, '')
  return !name.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(name) ? 'this is a machine inside the network' : undefined
}

/** The same URL, or one below it; `https://keys.example` does not cover `https://keys.example.evil.example`. */
function isWithin(url: string, allowed: string): boolean {
  const base = URL.canParse(allowed) ? new URL(allowed).href : allowed
  return url === base || url.startsWith(base.endsWith('/') ? base : `${base}/`)
}
