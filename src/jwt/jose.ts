// The one part of jose that runs outside the tests, in a module of its own so that it can be loaded only when it is needed.
export { flattenedDecrypt } from 'jose/jwe/flattened/decrypt'
export type { FlattenedJWE } from 'jose'
