import { cookiePrefix } from '../../cookie/prefixes.ts'
import { defineRule } from '../define.ts'

/** Frameworks in which the name is a setting. */
const renames: ReadonlySet<string> = new Set(
  'express koa php java spring django laravel rails aspnet aspnet-core coldfusion perl play symfony cakephp codeigniter'.split(' '),
)

export default defineRule({
  id: 'cookie/framework-default-name',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The session cookie has the default name of its framework.',
    rationale: 'The name tells every visitor which framework runs here, and so which weaknesses to try. It also has no prefix that browsers enforce.',
    remediation: 'Choose a name of your own, ideally __Host-id.',
    references: ['OWASP Session Management Cheat Sheet'],
    messages: {
      named: 'The {cookie} has the default name of {owner}, which tells everyone what runs here.',
    },
    examples: {
      bad: ['connect.sid=1', 'PHPSESSID=1', 'JSESSIONID=1', 'ASP.NET_SessionId=1'],
      good: ['__Host-id=1', 'sid=1', 'KEYCLOAK_SESSION=1'],
    },
    notes: 'Only for frameworks that let you choose the name. It hides little: fix everything else first.',
  },
  check(subject, { report }) {
    const { role, owner, framework, confidence } = subject.role
    if (subject.isDeletion || role !== 'session' || owner === undefined || !renames.has(framework ?? '') || cookiePrefix(subject.name)) return
    report({ messageId: 'named', data: { owner }, at: 'name', confidence })
  },
})
