import { isObject } from '../../core/json.ts'
import { valueAt } from '../../core/json-path.ts'
import { findSensitive } from '../../core/sensitive.ts'
import { defineRule } from '../define.ts'

/** Claims that hold a JWK, which `jwt/embedded-private-key` judges. */
const keyClaims = ['cnf.jwk', 'sub_jwk', 'jwk']

export default defineRule({
  id: 'jwt/sensitive-claim',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The token holds a credential or a secret.',
    rationale: 'The claims of a signed token are only encoded, not encrypted: whoever holds the token, or finds it in a log, reads them.',
    remediation: 'Take the claim out, and replace the secret where it can be replaced: it has been sent around. Keep secrets on the server and look them up by sub.',
    references: ['WSTG-SESS-10', 'ASVS 14.1.1', 'ASVS 14.2.4', 'CWE-312', 'CWE-522', 'CWE-359'],
    messages: {
      credential: 'claims.{path} holds a secret ({what}): everyone who sees the token can read it.',
      sample: 'claims.{path} holds a published sample ({what}): everyone who sees the token could read a real one in its place.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwicGFzc3dvcmQiOiJodW50ZXIyIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidXNlciI6eyJzc24iOiIyMTItMDktNzY5NCJ9fQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwicGFzc3dvcmRfY2hhbmdlZF9hdCI6MTc5NTE5NzYwMH0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwicHdkX2V4cCI6IjEwMTMifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiZW1haWxfdmVyaWZpZWQiOnRydWV9.AAAA'],
    },
    notes: 'A name counts only with a value that fits it, and a value only with a check digit, a fixed prefix or a full parse. A key in cnf.jwk, sub_jwk or jwk is jwt/embedded-private-key.',
  },
  check({ parsed: { claims } }, { report }) {
    if (!claims) return
    for (const { path, category, what, confidence, sample } of findSensitive(claims)) {
      if (category !== 'credential' || (what === 'private key' && keyClaims.includes(path) && isObject(valueAt(claims, path)))) continue
      report({ messageId: sample ? 'sample' : 'credential', data: { path, what }, at: `claims.${path}`, confidence, ...(sample ? { severity: 'info' } : {}) })
    }
  },
})
