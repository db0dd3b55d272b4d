import { createHash } from 'node:crypto'
import rule from '../../../src/rules/cookie/session-id-predictable.ts'
import { testRule } from '../../rule-tester.ts'

const session = { role: 'session' as const }
const random = (i: number) => createHash('sha256').update(`sample ${i}`).digest('hex').slice(0, 32)
const many = (n: number, value: (i: number) => string) => ({ values: Array.from({ length: n }, (_, i) => value(i)) })

testRule(rule, {
  valid: [
    { name: 'random', code: 'sid=76667dc1e203e078b760b5d9c1b575df', ...session },
    { name: 'a random UUID', code: 'sid=44b85999-a0bc-4423-9f78-ef18397af451', ...session },
    { name: 'a KSUID has 128 random bits beside its time', code: 'sid=0ujtsYcgvSTl8PAuAdqWYSMnLOv', ...session },
    { name: 'the server name of a load balancer', code: 'sid=C0D66C19173B3491D862B8FDBFD72FD7.node1', ...session },
    { name: 'a time beside enough chance', code: 'sid=76667dc1e203e078b760b5d9c1b575df-1795197600', ...session },
    { name: 'digits that hold 128 bits', code: 'sid=340282366920938463463374607431768211455', ...session },
    { name: 'a number that is no session', code: 'page=12' },
    { name: 'a deletion', code: 'sid=0; Max-Age=0', ...session },
    { name: 'a checkbox', code: 'remember_me=1', role: 'remember' },
    { name: 'analytics count', code: '_ga=GA1.2.1464499416.1464499416' },
    { name: 'many random samples', code: `sid=${random(0)}`, ...session, samples: many(60, random) },
    { name: 'one sample', code: `sid=${random(0)}`, ...session, samples: { values: [random(0)] } },
    { name: 'four samples with a prefix are too few', code: `sid=${random(0)}`, ...session, samples: many(4, (i) => `aaaaaaaaaaaaaaaaaaaa${random(i).slice(20)}`) },
  ],
  invalid: [
    { name: 'a counter', code: 'sid=10482', ...session, errors: [{ messageId: 'integer', severity: 'warn', confidence: 'certain', pointer: 'value' }] },
    { name: 'seconds', code: 'sid=1795197600', ...session, errors: [{ messageId: 'time', says: 'seconds' }] },
    { name: 'milliseconds', code: 'sid=1440877628685', ...session, errors: [{ messageId: 'time', says: 'milliseconds' }] },
    { name: 'a time in base64', code: 'sid=MTc5NTE5NzYwMA==', ...session, errors: [{ messageId: 'time' }] },
    { name: 'a counter with a server name', code: 'sid=sess_104821', ...session, errors: [{ messageId: 'integer' }] },
    { name: 'UUID 1', code: 'sid=6fe0dd22-4e86-11e5-9f93-005056a215fe', ...session, errors: [{ messageId: 'timeBasedUuid', says: '14' }] },
    { name: 'UUID 6', code: 'sid=1EC9414C-232A-6B00-B3C8-9F6BDECED846', ...session, errors: [{ messageId: 'timeBasedUuid' }] },
    { name: 'UUID 7', code: 'sid=017F22E2-79B0-7CC3-98C4-DC0C0C07398F', ...session, errors: [{ messageId: 'sortable', severity: 'warn', says: '74' }] },
    { name: 'ULID', code: 'sid=01ARZ3NDEKTSV4RRFFQ69G5FAV', ...session, errors: [{ messageId: 'sortable', severity: 'warn', says: '80' }] },
    { name: 'a time and little', code: 'sid=1795197600-8f13f2a0', ...session, errors: [{ messageId: 'timeAndLittle', says: '32 other bits' }] },
    { name: 'a CSRF token that counts', code: 'csrftoken=10482', role: 'csrf', errors: [{ messageId: 'integer', says: 'csrf' }] },
    { name: 'repeated', code: `sid=${random(0)}`, ...session, samples: { values: [random(0), random(1), random(0)] }, errors: [{ messageId: 'repeated', confidence: 'certain', says: '1 of 3' }] },
    { name: 'counting in hexadecimal', code: 'sid=8f13f2a0aa', ...session, samples: { values: ['8f13f2a0aa', '8f13f2a0ab', '8f13f2a0ac'] }, errors: [{ messageId: 'counting', says: 'steps of 1' }] },
    {
      name: 'the time of issue in another unit',
      code: 'sid=6b00cd60',
      ...session,
      samples: { values: ['6b00cd60', '6b00cdc4', '6b00d8b0'], issuedAt: [0x6b00cd60, 0x6b00cdc4, 0x6b00d8b0] },
      errors: [{ messageId: 'followsClock', says: 'seconds' }],
    },
    {
      name: 'constant positions',
      code: `sid=aaaaaaaaaaaaaaaaaaaaaaaa${random(0).slice(24)}`,
      ...session,
      samples: many(10, (i) => `aaaaaaaaaaaaaaaaaaaaaaaa${random(i).slice(24)}`),
      errors: [{ messageId: 'constant', severity: 'warn', says: '24 of the 32' }],
    },
    {
      name: 'few letters',
      code: `sid=${random(0).replace(/[0-7]/g, 'a').replace(/[89b-f]/g, 'b')}`,
      ...session,
      samples: many(60, (i) => random(i).replace(/[0-7]/g, 'a').replace(/[89b-f]/g, 'b')),
      errors: [{ messageId: 'measured', says: '60 samples' }],
    },
  ],
})
