import type { Policy } from './policy.ts'
import type { PresetName } from './rule.ts'
import type { FailOn } from './severity.ts'

/** What a preset settles beside severities and thresholds, which the rules have themselves. */
export interface PresetSettings {
  /** The gate, when neither an option nor the configuration sets it. */
  readonly failOn: FailOn
  /** What is expected of tokens, laid under the configuration and the options. */
  readonly policy: Partial<Policy>
}

const plain: PresetSettings = { failOn: 'error', policy: {} }

export const presetSettings: Readonly<Record<PresetName, PresetSettings>> = {
  recommended: plain,
  strict: { ...plain, failOn: 'warn' },
  'asvs-l1': plain,
  'asvs-l2': plain,
  'asvs-l3': plain,
  // jwt/required-claims knows which claims an ID token must have.
  'oidc-id-token': { ...plain, policy: { tokenKind: 'id-token' } },
  'rfc9068-access-token': { ...plain, policy: { tokenKind: 'access-token', typ: 'at+jwt' } },
  'browser-session': plain,
  api: plain,
}
