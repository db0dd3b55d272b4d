import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isBearer, isDemanded } from '../token-kinds.ts'

/** Where a user id stands in tokens of home-made issuers. */
const aliases = ['userId', 'user_id', 'userid', 'uid', 'id', 'user']
const clients = ['client_id', 'cid', 'appid', 'azp']

export default defineRule({
  id: 'jwt/missing-sub',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'info' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token does not say who it is about.',
    rationale: 'Verifiers, gateways and logs look for the user in sub. Without it they fall back on claims that can change hands or collide, such as a name or an e-mail address.',
    remediation: 'Put the stable id of the user or client into sub, as a string.',
    references: ['RFC 7519 section 4.1.2', 'RFC 9068 section 2.2', 'ASVS 10.3.3'],
    messages: {
      missing: 'This token has no sub: nothing says who it is about.',
      alias: 'This token has no sub; the user seems to be in {alias}, where standard verifiers do not look.',
      machine: 'This token has no sub, only {client}, so it seems to be about a client: RFC 9068 wants the client id in sub.',
    },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJteS1hcHAifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJ1c2VySWQiOiI0MiJ9.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'] },
    notes: 'Information only for tokens of machines, which name a client.',
  },
  check(jwt, { policy, report }) {
    const { sub } = jwt.claims
    if (!isBearer(jwt) || (sub !== undefined && sub !== null) || isDemanded(jwt, 'sub') || policy.subject !== undefined) return
    const find = (names: readonly string[]) => names.find((name) => hasClaim(jwt.claims, name))
    const client = find(clients)
    const alias = find(aliases)
    if (alias !== undefined) report({ messageId: 'alias', data: { alias }, at: `claims.${alias}`, fix: `Move the value of ${alias} to sub, as a string.` })
    else if (client !== undefined) report({ messageId: 'machine', data: { client }, at: 'claims', severity: 'info' })
    else report({ messageId: 'missing', at: 'claims' })
  },
})
