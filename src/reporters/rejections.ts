/** Why Chromium does not keep a cookie, in words, by its own names for the reasons (`net/cookies/cookie_inclusion_status.h`). */
export const rejections: Readonly<Record<string, string>> = {
  EXCLUDE_SECURE_ONLY: 'it is Secure and came over http',
  EXCLUDE_SAMESITE_NONE_INSECURE: 'SameSite=None needs Secure',
  EXCLUDE_OVERWRITE_SECURE: 'it would cover a Secure cookie, and came over http',
  EXCLUDE_FAILURE_TO_STORE: 'it cannot be stored',
  EXCLUDE_NONCOOKIEABLE_SCHEME: 'addresses of this scheme cannot have cookies',
  EXCLUDE_INVALID_DOMAIN: 'its Domain is not this host nor a parent domain that may have cookies',
  EXCLUDE_INVALID_PREFIX: 'it breaks the promise of its name prefix',
  EXCLUDE_INVALID_PARTITIONED: 'Partitioned needs Secure',
  EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE: 'name and value together are longer than 4096 octets',
  EXCLUDE_DISALLOWED_CHARACTER: 'it holds a control character',
  EXCLUDE_NO_COOKIE_CONTENT: 'it has neither name nor value',
  EXCLUDE_AMBIGUOUS_SERIALIZATION: 'it has no name, and its value would read as one',
  EXCLUDE_UNKNOWN_ERROR: 'the browser gives no reason',
}
