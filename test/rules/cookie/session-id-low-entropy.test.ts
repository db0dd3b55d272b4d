import rule from '../../../src/rules/cookie/session-id-low-entropy.ts'
import { testRule } from '../../rule-tester.ts'

const session = { role: 'session' as const }

testRule(rule, {
  valid: [
    { name: '128 bits in hexadecimal', code: 'sid=76667dc1e203e078b760b5d9c1b575df', ...session },
    { name: '128 bits in base64url', code: 'sid=M5jUO0h_umdtT09ZZNvhZg', ...session },
    { name: 'express-session', code: 'sid=s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4', ...session },
    { name: 'Django', code: 'sid=fht4r0uy2lqzerxqapp0sqmp7okgyk1a', ...session },
    { name: 'PHP', code: 'sid=ud24vi12os6m7f7g0lpmked4a0', ...session },
    { name: 'Tomcat behind a load balancer', code: 'sid=C0D66C19173B3491D862B8FDBFD72FD7.test3e', ...session },
    { name: 'Jetty', code: 'sid=node0187gqx3v1pvm8xiosluw7o11e2.node0', ...session },
    { name: 'an encrypted value', code: 'sid=CfDJ8KxYf0Q9kM3z', ...session },
    { name: 'a JWT', code: 'sid=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x', ...session },
    { name: 'structured values are another rule', code: 'sid=eyJ1c2VyIjo0Mn0=', ...session },
    { name: 'a deletion', code: 'sid=deleted; Max-Age=0', ...session },
    { name: 'empty', code: 'sid=; Path=/', ...session },
    { name: 'left out by whoever shared it', code: 'sid=<value>; Path=/', ...session },
    { name: 'not a session', code: 'theme=dark' },
    { name: 'a CSRF token is no session id', code: 'XSRF-TOKEN=abc123', role: 'csrf' },
    { name: 'a load balancer', code: 'AWSALB=abc123' },
    { name: 'not sess-ion at all', code: 'session_banner_closed=1' },
    { name: 'a checkbox', code: 'remember_me=1', role: 'remember' },
    { name: 'ASP.NET, for a value in two other cookies', code: '.AspNetCore.Cookies=chunks-2; Path=/', ...session },
    { name: 'words are another rule', code: 'sid=undefined', ...session },
  ],
  invalid: [
    ...[
      ['abc123', 24],
      ['s_8f13f2', 24],
      ['sess_abc123', 24],
      ['a1b2c3d4e5f6', 48],
      ['12345', 16],
    ].map(([value, bits]) => ({
      name: String(value),
      code: `sid=${value}`,
      ...session,
      errors: [{ messageId: 'guessable', severity: 'warn' as const, confidence: 'certain' as const, pointer: 'value', says: `has at most ${bits} random bits` }],
    })),
    { name: '64 bits', code: 'sid=aaad4c3e514d2b92', ...session, errors: [{ messageId: 'low', severity: 'warn', says: '64 random bits' }] },
    { name: '24 hexadecimal digits', code: 'sid=007f0101480b55e20bb8000c', ...session, errors: [{ messageId: 'low', severity: 'warn', says: '96' }] },
    { name: 'nanoid', code: 'sid=V1StGXR8_Z5jdHi6B-myT', ...session, errors: [{ messageId: 'low', severity: 'info', says: '126' }] },
    { name: 'UUID 4', code: 'sid=44b85999-a0bc-4423-9f78-ef18397af451', ...session, errors: [{ messageId: 'format', severity: 'info', says: 'a version 4 UUID, which has at most 122' }] },
    { name: 'ASP.NET', code: 'sid=3ocslggtk4cdz54unbdnm25o', ...session, errors: [{ messageId: 'format', severity: 'info', says: '120' }] },
    { name: 'UUID 7', code: 'sid=017F22E2-79B0-7CC3-98C4-DC0C0C07398F', ...session, errors: [{ messageId: 'format', severity: 'warn', says: '74' }] },
    { name: 'ULID', code: 'sid=01ARZ3NDEKTSV4RRFFQ69G5FAV', ...session, errors: [{ messageId: 'format', severity: 'warn', says: '80' }] },
    { name: 'UUID 1', code: 'sid=6fe0dd22-4e86-11e5-9f93-005056a215fe', ...session, errors: [{ messageId: 'format', severity: 'warn', says: '14' }] },
    { name: 'signed, but short', code: 'sid=s%3Aabc123.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4', ...session, errors: [{ messageId: 'guessable', says: '24' }] },
    { name: 'one digit over and over', code: 'sid=11111111111111111111111111111111', ...session, errors: [{ messageId: 'guessable', says: '3 random bits' }] },
    { name: 'a refresh token', code: 'rt=8f13f2a0', role: 'refresh', errors: [{ messageId: 'guessable', says: 'refresh' }] },
    { name: 'a remember-me token', code: 'remember=8f13f2a0', role: 'remember', errors: [{ messageId: 'guessable' }] },
    { name: 'other thresholds', code: 'sid=76667dc1e203e078b760b5d9c1b575df', ...session, options: { wantedBits: 256 }, errors: [{ messageId: 'low', severity: 'info' }] },
  ],
})
