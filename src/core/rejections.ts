/**
 * Why a browser does not keep a cookie, in words that follow a colon, by Chromium's names for the reasons
 * (`net/cookies/cookie_inclusion_status.h`).
 */
export const rejections = {
  EXCLUDE_UNKNOWN_ERROR: 'it cannot be read',
  EXCLUDE_SECURE_ONLY: 'it has Secure and comes over http',
  EXCLUDE_OVERWRITE_SECURE: 'it comes over http and would replace a Secure cookie',
  EXCLUDE_SAMESITE_NONE_INSECURE: 'it has SameSite=None without Secure',
  EXCLUDE_FAILURE_TO_STORE: 'it cannot be stored',
  EXCLUDE_NONCOOKIEABLE_SCHEME: 'this kind of URL sets no cookies',
  EXCLUDE_INVALID_DOMAIN: 'this host may not set cookies for its Domain',
  EXCLUDE_INVALID_PREFIX: 'it does not meet the requirements of its name prefix',
  EXCLUDE_INVALID_PARTITIONED: 'it has Partitioned without Secure',
  EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE: 'its name and value together have more than 4096 octets',
  EXCLUDE_DISALLOWED_CHARACTER: 'it holds a control character',
  EXCLUDE_NO_COOKIE_CONTENT: 'it has neither name nor value',
  EXCLUDE_AMBIGUOUS_SERIALIZATION: 'it has no name, and its value contains an equals sign',
} as const
