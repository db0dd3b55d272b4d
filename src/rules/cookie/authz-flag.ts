import { isObject, type JsonValue } from '../../core/json.ts'
import { hasOwnSignature } from '../../cookie/content.ts'
import { readableContent, signatureCookie } from '../../cookie/value.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/authz-flag',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'tentative',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'An unsigned cookie says who the user is or what the user may do.',
    rationale: 'Users can write any cookie. A server that believes admin=true lets in everyone who sends it.',
    remediation: 'Decide on the server, from the session. A copy in a cookie is for display only: never read it back.',
    references: ['WSTG-SESS-01', 'OWASP Session Management Cheat Sheet', 'ASVS 8.3.1', 'CWE-565', 'CWE-784', 'CWE-302'],
    messages: {
      rights: 'The {cookie} states rights of the user (at {path}) and is not signed: anyone can change it.',
      identity: 'The {cookie} states the number of the user (at {path}) and is not signed: anyone can change it.',
    },
    examples: {
      bad: ['admin=true; Path=/', 'isAdmin=No; Path=/', 'user=%7B%22role%22%3A%22editor%22%7D; Path=/'],
      good: ['theme=dark; Path=/', 'role=%23main; Path=/', 'admin_url=%2Fbackoffice; Path=/'],
    },
    notes: 'A cookie that only steers what is shown does no harm. Whether the server reads it back cannot be seen from outside.',
  },
  check(subject, { report }) {
    if (subject.isDeletion || silentRoles.has(subject.role.role)) return
    const { parsed } = subject
    const value = parsed.decoded
    if (value.signed || value.shape.kind === 'jwt' || hasOwnSignature(value) || signatureCookie(parsed, subject.siblings)) return
    const [found] = flags(readableContent(value), [parsed.name], 0)
    if (!found) return
    const path = found.path.join('.')
    if (found.kind === 'rights') report({ messageId: 'rights', data: { path }, at: 'value' })
    else report({ messageId: 'identity', data: { path }, at: 'value', severity: 'info' })
  },
})

/** Nobody decides rights by these. */
const silentRoles = new Set(['analytics', 'infrastructure', 'csrf', 'transaction'])

interface Flag {
  readonly kind: 'rights' | 'identity'
  readonly path: readonly string[]
}

/** Flags in a value, rights first; members of members down to the third level. */
function flags(value: JsonValue | undefined, path: readonly string[], depth: number): readonly Flag[] {
  if (isObject(value)) {
    if (depth >= 3) return []
    return Object.entries(value)
      .slice(0, 200)
      .flatMap(([name, member]) => flags(member, [...path, name], depth + 1))
      .sort((a, b) => rank[a.kind] - rank[b.kind])
  }
  const name = bare(path.at(-1) ?? '')
  const first = Array.isArray(value) ? (value as readonly JsonValue[])[0] : value
  const text = typeof first === 'string' ? first : typeof first === 'number' || typeof first === 'boolean' ? String(first) : undefined
  const kind = text === undefined ? undefined : meanings.find(([names, fits]) => names.has(name) && fits.test(text))?.[2]
  return kind ? [{ kind, path }] : []
}

const rank = { rights: 0, identity: 1 }

/** `isAdmin`, `is_admin`, `__Host-is-admin` are one name. */
const bare = (name: string): string =>
  name
    .replace(/^__(?:Host-Http|Host|Http|Secure)-/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const yesOrNo = /^(?:true|false|yes|no|on|off|[01yn])$/i
const word = /^[A-Za-z][\w .-]{0,31}$/
const level = /^(?:\d{1,3}|[A-Za-z][\w-]{0,31})$/

const meanings: readonly (readonly [ReadonlySet<string>, RegExp, Flag['kind']])[] = [
  [new Set('admin isadmin administrator isadministrator superuser issuperuser superadmin issuperadmin staff isstaff moderator ismoderator authenticated isauthenticated isroot root'.split(' ')), yesOrNo, 'rights'],
  [new Set('role roles userrole userroles accountrole usertype privilege privileges permission permissions usergroup usergroups accessrights'.split(' ')), word, 'rights'],
  [new Set('role roleid userrole userlevel accesslevel authlevel privilegelevel accountlevel usertype permissions'.split(' ')), level, 'rights'],
  [new Set('uid userid user accountid customerid memberid loginid'.split(' ')), /^\d{1,12}$/, 'identity'],
]
