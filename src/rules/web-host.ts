import type { JsonValue } from '../core/json.ts'
import { remembering } from '../core/remember.ts'

const hostOf = remembering((text) => (/^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text).host : undefined))

/** Host and port that an issuer or audience names as a URL; undefined for any other name. */
export const webHost = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? hostOf(value) : undefined)
