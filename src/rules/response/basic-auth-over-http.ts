import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/basic-auth-over-http',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The server asks for a password over plain http.',
    rationale: 'Basic sends user name and password with every request, encoded but not encrypted. Digest sends a hash from which the password can be guessed, and an attacker can change everything else on the way.',
    remediation: 'Redirect http to https before asking for a password.',
    references: ['RFC 7617 section 4', 'RFC 7616 section 5.1', 'ASVS 12.2.1', 'CWE-522', 'CWE-319'],
    messages: {
      basic: 'The {response} asks for Basic authentication over plain http: anyone on the network path can read the password.',
      digest: 'The {response} asks for Digest authentication over plain http: anyone on the network path can guess the password from the answer.',
    },
    examples: { bad: [], good: ['HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="WallyWorld"'] },
    notes: 'Needs the URL of the request. Silent for loopback hosts.',
  },
  check(subject, { report }) {
    if (!subject.isPlainHttp || (subject.status !== 401 && subject.status !== 407)) return
    const challenge = subject.status === 401 ? 'www-authenticate' : 'proxy-authenticate'
    const schemes = subject.fields(challenge).flatMap(({ value }) => [...value.text.replace(/"[^"]*"/g, '""').matchAll(/(?:^|,)\s{0,8}(basic|digest)\b(?!\s{0,8}=)/gi)].map(([, scheme = '']) => scheme.toLowerCase()))
    const at = `header.${challenge}`
    if (schemes.includes('basic')) report({ messageId: 'basic', at })
    else if (schemes.includes('digest')) report({ messageId: 'digest', at, severity: 'warn' })
  },
})
