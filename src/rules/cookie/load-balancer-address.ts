import { internalAddress } from '../../cookie/load-balancer.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/load-balancer-address',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie reveals the internal address of a server.',
    rationale: 'Addresses and ports behind the load balancer are a map for an attacker who gets in, and show how many servers there are.',
    remediation: 'Let the load balancer encrypt its persistence cookie, or use server names that reveal nothing.',
    references: ['CWE-200'],
    messages: {
      decoded: 'The {cookie} ({product}) decodes to an internal server address in {network}.',
      decodedWithPort: 'The {cookie} ({product}) decodes to an internal server address in {network}, port {port}.',
      written: 'The {cookie} contains an internal address in {network}.',
    },
    examples: {
      bad: ['BIGipServerpool=1677787402.36895.0000; path=/', 'route=10.0.0.5:8080; Path=/'],
      good: ['BIGipServerpool=!3EyEfCvmvK/UDgCOaMq7McVUJtfXHaj0/1BWyxbacLNntp1E0Upt2onAMTKRSSu6r6mZaKuZm7N9ais=; path=/', 'version=10.0.0; Path=/'],
    },
    notes: 'Encrypted cookies, which start with an exclamation mark, give nothing away. Public addresses are not reported.',
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    const { text, shape } = subject.parsed.decoded
    if (shape.kind === 'jwt' || shape.kind === 'json' || shape.kind === 'encrypted') return
    const found = internalAddress(text) ?? (subject.value === text ? undefined : internalAddress(subject.value))
    if (!found) return
    const { product, network, port } = found
    if (product === undefined) report({ messageId: 'written', data: { network }, at: 'value', confidence: 'tentative' })
    else if (port === undefined) report({ messageId: 'decoded', data: { product, network }, at: 'value', confidence: 'certain', fix: fixes[product] })
    else report({ messageId: 'decodedWithPort', data: { product, network, port }, at: 'value', confidence: 'certain', fix: fixes[product] })
  },
})

const fixes: Readonly<Record<'F5 BIG-IP' | 'Citrix NetScaler' | 'Barracuda', string>> = {
  'F5 BIG-IP': 'Set Cookie Encryption to required in the persistence profile of the virtual server.',
  'Citrix NetScaler': 'Switch on encryption of persistence cookies (UseEncryptedPersistenceCookie) in the load balancing parameters.',
  Barracuda: 'Encrypt the persistence cookie, or persist by another method.',
}
