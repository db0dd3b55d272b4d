import rule from '../../../src/rules/cookie/csrf-equals-session.ts'
import { testRule } from '../../rule-tester.ts'

const id = '76667dc1e203e078b760b5d9c1b575df'
const csrf = { role: 'csrf' as const }

testRule(rule, {
  valid: [
    { name: 'a value of its own', code: 'csrftoken=TAjQQQg0VofWBifmxXMCa2SIOBntbL4vIlJJOX7TAqRGNzLTd9ELeV0XU22R9ZEH', ...csrf, before: [`PHPSESSID=${id}`] },
    { name: 'alone', code: `csrftoken=${id}`, ...csrf },
    { name: 'another cookie that is no session', code: `csrftoken=${id}`, ...csrf, before: [`theme=${id}`] },
    { name: 'what the user says is no session', code: `csrftoken=${id}`, ...csrf, before: [`PHPSESSID=${id}`], roles: { PHPSESSID: 'preference' } },
    { name: 'an empty session', code: `csrftoken=${id}`, ...csrf, before: ['PHPSESSID='] },
    { name: 'a short session is found in anything', code: `csrftoken=${id}`, ...csrf, before: ['PHPSESSID=7666'] },
    { name: 'two session cookies may agree', code: `PHPSESSID=${id}`, role: 'session', before: [`JSESSIONID=${id}`] },
    { name: 'a deletion', code: `csrftoken=${id}; Max-Age=0`, ...csrf, before: [`PHPSESSID=${id}`] },
  ],
  invalid: [
    { name: 'equal', code: `csrftoken=${id}`, ...csrf, before: [`PHPSESSID=${id}; HttpOnly`], errors: [{ messageId: 'same', severity: 'error', confidence: 'certain', pointer: 'value', says: 'PHPSESSID' }] },
    { name: 'a session that only the user knows as one', code: 'csrftoken=Zk3vQ9r1T7', ...csrf, before: ['basket=Zk3vQ9r1T7'], roles: { basket: 'session' }, errors: [{ messageId: 'same', says: 'basket' }] },
    { name: 'contained', code: `XSRF-TOKEN=${id}.1795197600`, ...csrf, before: [`PHPSESSID=${id}`], errors: [{ messageId: 'same' }] },
    {
      name: 'the id inside the signature of Express',
      code: 'csrftoken=M5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y',
      ...csrf,
      before: ['connect.sid=s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4'],
      errors: [{ messageId: 'same', says: 'connect.sid' }],
    },
  ],
})
