import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/remote-key-url',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token names a URL from which the verifier is to fetch its key.',
    rationale: 'An attacker names a URL of their own and signs with the key behind it, or makes the verifier call a machine inside the network.',
    remediation: 'Leave jku and x5u out, and take keys from the metadata of the issuer. If a profile demands them, accept only URLs from a fixed list.',
    references: ['RFC 7515 section 4.1.2', 'RFC 7515 section 4.1.5', 'RFC 8725 section 3.10', 'ASVS 9.1.3', 'PortSwigger JWT attacks', 'CWE-918', 'CWE-345'],
    messages: {
      remote: 'The header says where to fetch the key ({name}): {url}. Whoever writes the token chooses that place.',
      dangerous: 'The header says where to fetch the key ({name}), and {why}: {url}.',
      notListed: 'The header says where to fetch the key ({name}), and {url} is not among the URLs that you allow.',
      notUrl: '{name} in the header is not a URL.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsImprdSI6Imh0dHBzOi8va2V5cy5leGFtcGxlL2p3a3MuanNvbiJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsImtpZCI6ImExIn0.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Some banking and eIDAS profiles demand these parameters: allowedKeyUrls silences the URLs it names. This program never fetches them.',
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
      // Without its user information, which may be a password.
      const data = { name, url: `${url.protocol}//${url.host}${url.pathname}` }
      if (why !== undefined) report({ messageId: 'dangerous', data: { ...data, why }, at })
      else if (!allowedKeyUrls) report({ messageId: 'remote', data, at, severity: 'warn' })
      else if (!allowedKeyUrls.some((allowed) => isWithin(url.href, allowed))) report({ messageId: 'notListed', data, at })
    }
  },
})

function danger({ protocol, username, password, hostname }: URL): string | undefined {
  if (protocol !== 'https:') return 'not over https'
  if (username !== '' || password !== '') return 'with a user name that can pass for a host'
  // URL has already written every spelling of an IPv4 address as four decimal numbers.
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return 'from a bare address'
  return !hostname.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)\.?$/.test(hostname) ? 'from a machine inside the network' : undefined
}

/** The same URL, or one below it; `https://keys.example` does not cover `https://keys.example.evil.example`. */
function isWithin(url: string, allowed: string): boolean {
  const base = URL.canParse(allowed) ? new URL(allowed).href : allowed
  return url === base || url.startsWith(base.endsWith('/') ? base : `${base}/`)
}
