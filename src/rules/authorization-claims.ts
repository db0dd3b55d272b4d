import type { JsonObject } from '../core/json.ts'
import { remembering } from '../core/remember.ts'
import { hasClaim } from '../jwt/claims.ts'

/** Names under which issuers put what a user may do; `scope` is not among them, it says what a client may ask for. */
const names = new Set(
  (
    'role roles permission permissions perms groups is_admin isadmin is_superuser admin superuser entitlements authorities privileges ' +
    'realm_access resource_access cognito:groups wids'
  ).split(' '),
)

/** Claims that grant rights, namespaced ones (`https://app.example/roles`) included. `admin: false` grants nothing. */
export const authorizationClaims = (claims: JsonObject): readonly string[] =>
  Object.keys(claims).filter((name) => grants(name) && claims[name] !== false && hasClaim(claims, name))

const grants = remembering((name) => names.has(name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('#')) + 1).toLowerCase()))
