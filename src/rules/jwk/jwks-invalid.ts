import { isObject, kindOf } from '../../core/json.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/jwks-invalid',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The key set is not a well-formed JWK Set.',
    rationale: 'Clients that find no usable set refuse every token. Of two members with the same name, some libraries take the first and some the last.',
    remediation: 'Serve one JSON object with an array of keys: {"keys":[...]}.',
    references: ['RFC 7517 section 4', 'RFC 7517 section 5'],
    messages: {
      noKeys: 'This JSON object has no member "keys", so it is no key set.',
      notArray: '"keys" is {kind}, not an array.',
      empty: 'The key set is empty: no token can be verified with it.',
      duplicate: 'The member "{name}" appears twice. RFC 7517 forbids that, because parsers disagree on which one counts.',
      bareArray: 'This is a bare array of keys. A key set is an object: {"keys":[...]}.',
      single: 'The URL answers with a single key. Clients of a jwks_uri expect a set: {"keys":[...]}.',
    },
    examples: { bad: ['{"keys":[]}', '{"keys":{}}', '{"kty":"OKP","crv":"Ed25519","kid":"1","kid":"2","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'], good: ['{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}'] },
    notes: 'A single JWK in a file is as good as a set. A bare array is only information.',
  },
  check({ document: { form, value, entries }, set, isFirst, duplicates }, { report }) {
    for (const pointer of duplicates) report({ messageId: 'duplicate', data: { name: pointer.slice(pointer.lastIndexOf('.') + 1) }, at: pointer, fix: 'Remove one of the two.' })
    if (!isFirst) return
    const keys = form === 'set' && isObject(value) ? value['keys'] : undefined
    if (form === 'set' && keys === undefined) report({ messageId: 'noKeys' })
    else if (form === 'set' && !Array.isArray(keys)) report({ messageId: 'notArray', data: { kind: kindOf(keys ?? null) }, at: 'keys' })
    else if (entries.length === 0) report({ messageId: 'empty' })
    else if (form === 'array') report({ messageId: 'bareArray', severity: 'info' })
    else if (form === 'jwk' && set.fetched) report({ messageId: 'single', severity: 'info' })
  },
})
