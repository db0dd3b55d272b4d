// OWASP ASVS 5.0.0, as far as it is about sessions, cookies, tokens, OAuth and their keys. Titles in our own words.

export interface AsvsRequirement {
  /** `9.1.2`. */
  readonly id: string
  /** The lowest level that demands it. */
  readonly level: 1 | 2 | 3
  readonly title: string
  /** What a person has to look at, because tokens, cookies and responses do not show it. */
  readonly manual?: string
}

/** A requirement that a report leaves to people. */
export interface ManualRequirement {
  /** `ASVS 7.1.1`. */
  readonly requirement: string
  readonly title: string
  /** Why no tool decides it from the outside, or what is left to look at. */
  readonly reason: string
}

const documentation = 'It is about documents.'
const administration = 'It is about what accounts, users and administrators can do.'
const server = 'It is about how the authorization server behaves, which its tokens do not show.'
const enforcement = 'The token shows what a service could check, not whether the service checks it.'

const row = (id: string, level: 1 | 2 | 3, title: string, manual?: string): AsvsRequirement => ({ id, level, title, ...(manual === undefined ? {} : { manual }) })

export const asvsRequirements: readonly AsvsRequirement[] = [
  row('1.5.2', 2, 'Untrusted data is not turned back into objects without care', 'Serialized objects in cookies are reported; what the server does with others is not visible.'),
  row('3.3.1', 1, 'Cookies are Secure and have the prefix __Secure- or __Host-'),
  row('3.3.2', 2, 'SameSite fits the purpose of each cookie'),
  row('3.3.3', 2, 'Cookies that are not shared between hosts have the prefix __Host-'),
  row('3.3.4', 2, 'Cookies that scripts need not read are HttpOnly, and their values reach the browser in no other way'),
  row('3.3.5', 3, 'Name and value of a cookie have at most 4096 octets together'),
  row('3.4.1', 1, 'Responses demand https for a year (HSTS)'),
  row('3.4.2', 1, 'Cross-origin readers are allowed by name only'),
  row('3.4.3', 2, 'Responses have a Content-Security-Policy'),
  row('3.4.5', 2, 'Addresses with secrets in them do not reach others in a Referer'),
  row('3.5.1', 1, 'Sensitive requests are checked to come from the application itself'),
  row('3.5.2', 1, 'What relies on a CORS preflight cannot be called without one'),
  row('3.5.3', 1, 'Requests that change something do not use safe methods'),
  row('3.5.4', 2, 'Separate applications have host names of their own', 'It is about how applications are deployed.'),
  row('4.2.5', 3, 'Outgoing requests are not too long for their receivers'),
  row('6.8.1', 2, 'The same user name at two identity providers is not the same user', 'It is about how accounts are matched.'),
  row('6.8.2', 2, 'Signatures of assertions are demanded and verified', enforcement),
  row('6.8.3', 2, 'SAML assertions are used once', 'It is about SAML.'),
  row('6.8.4', 2, 'Strength, method and time of an authentication are checked where they matter', enforcement),
  row('7.1.1', 2, 'Idle time and longest lifetime of sessions are documented and justified', documentation),
  row('7.1.2', 2, 'The number of parallel sessions of an account is documented', documentation),
  row('7.1.3', 2, 'Single sign-on is documented, with lifetimes and termination', documentation),
  row('7.2.1', 1, 'A backend verifies every session token', 'It is about where tokens are verified.'),
  row('7.2.2', 1, 'Sessions use tokens that are made anew, not static secrets', 'It takes the tokens of several logins to see that.'),
  row('7.2.3', 1, 'Session ids are unique, from a secure generator, with 128 bits of entropy', 'Values show their length and patterns, never the generator.'),
  row('7.2.4', 1, 'A login makes a new session token and ends the old one'),
  row('7.3.1', 2, 'Idle sessions end', 'The idle time that was decided on has to be compared.'),
  row('7.3.2', 2, 'Sessions end after the longest lifetime', 'The lifetime that was decided on has to be compared.'),
  row('7.4.1', 1, 'Logout and expiry end the session everywhere'),
  row('7.4.2', 1, 'Sessions of a disabled or deleted account end', administration),
  row('7.4.3', 2, 'A changed password or factor can end all other sessions', administration),
  row('7.4.4', 2, 'Every page behind a login has a logout', 'It is about what pages show.'),
  row('7.4.5', 2, 'Administrators can end sessions', administration),
  row('7.5.1', 2, 'Changes of sensitive account data ask for authentication again', administration),
  row('7.5.2', 2, 'Users see their sessions and can end them', administration),
  row('7.5.3', 3, 'Highly sensitive operations ask for authentication or a second factor', administration),
  row('7.6.1', 2, 'Session lifetimes of relying party and identity provider behave as documented', documentation),
  row('7.6.2', 2, 'No session begins without an action of the user', 'It is about how a login is started.'),
  row('8.3.1', 1, 'Authorization is enforced on the server', 'Cookies that look like rights are reported; what the server does with them is not visible.'),
  row('8.3.2', 3, 'Changed rights take effect at once, or the delay is made up for', 'Rights in tokens are reported; what makes up for the delay is not visible.'),
  row('9.1.1', 1, 'Tokens are verified by signature or MAC before use', enforcement),
  row('9.1.2', 1, 'Only algorithms on an allow-list make and verify tokens, never none', enforcement),
  row('9.1.3', 1, 'Verification keys come from configured sources, not from the token', enforcement),
  row('9.2.1', 1, 'Tokens are accepted only within their validity', enforcement),
  row('9.2.2', 2, 'Tokens are checked to be of the right type and purpose', enforcement),
  row('9.2.3', 2, 'A service accepts only tokens for its audience', enforcement),
  row('9.2.4', 2, 'Tokens of an issuer with several audiences name theirs', 'How audiences are given out is not visible.'),
  row('10.1.1', 2, 'Tokens reach only components that need them'),
  row('10.1.2', 2, 'Codes and ID tokens count only in the transaction that asked for them', 'It is about how the client ties a login to its browser.'),
  row('10.2.1', 2, 'The code flow is protected by PKCE or state'),
  row('10.2.2', 2, 'A client of several authorization servers cannot mix them up', 'It is about the configuration of the client.'),
  row('10.2.3', 3, 'Clients ask only for the scopes they need', 'Only the client knows what it needs.'),
  row('10.3.1', 2, 'Resource servers accept only access tokens for their audience', enforcement),
  row('10.3.2', 2, 'Decisions follow the claims that delegate rights', enforcement),
  row('10.3.3', 2, 'Users are told apart by claims that are never given to another user', enforcement),
  row('10.3.4', 2, 'Demanded strength and time of authentication are checked in the token', enforcement),
  row('10.3.5', 3, 'Access tokens are bound to their sender', enforcement),
  row('10.4.1', 1, 'Redirect URIs are compared exactly with registered ones', server),
  row('10.4.2', 1, 'An authorization code works once', server),
  row('10.4.3', 1, 'Authorization codes live at most ten minutes, one minute at level 3', server),
  row('10.4.4', 1, 'Clients may use only the grants they need, never implicit or password'),
  row('10.4.5', 1, 'Replayed refresh tokens of public clients do not work'),
  row('10.4.6', 2, 'PKCE is demanded, and not plain', server),
  row('10.4.7', 2, 'Clients that register themselves are held in check', server),
  row('10.4.8', 2, 'Refresh tokens end at a fixed time', 'A reference token does not show when it ends.'),
  row('10.4.9', 2, 'Users can revoke refresh tokens and reference tokens', server),
  row('10.4.10', 2, 'Confidential clients authenticate', server),
  row('10.4.11', 2, 'Clients are given only the scopes they need', server),
  row('10.4.12', 3, 'Clients may use only the response modes they need', server),
  row('10.4.13', 3, 'Authorization requests are pushed (PAR)', server),
  row('10.4.14', 3, 'Only sender-constrained access tokens are issued'),
  row('10.4.15', 3, 'authorization_details come from the backend, untouched by the user', server),
  row('10.4.16', 3, 'Clients are confidential and authenticate with keys', server),
  row('10.5.1', 2, 'Replayed ID tokens do not work', enforcement),
  row('10.5.2', 2, 'Users are told apart by claims that are never given to another user', enforcement),
  row('10.5.3', 2, 'Metadata must name the issuer that was configured', 'It is about how the client reads metadata.'),
  row('10.5.4', 2, 'ID tokens are accepted only for the own client id', enforcement),
  row('10.5.5', 2, 'Back-channel logout cannot be forged or confused with other tokens', enforcement),
  row('10.6.1', 2, 'OpenID providers answer only with code, ciba, id_token or id_token code', server),
  row('10.6.2', 2, 'Logout at the provider cannot be forced upon users', server),
  row('10.7.1', 2, 'Users consent to each authorization request that needs it', server),
  row('10.7.2', 2, 'Consent says what is asked for, by whom and for how long', server),
  row('10.7.3', 2, 'Users can review and withdraw consent', server),
  row('11.1.1', 2, 'There is a policy for the life of keys', documentation),
  row('11.1.2', 2, 'There is an inventory of cryptography', documentation),
  row('11.2.3', 2, 'Cryptography has at least 128 bits of security'),
  row('11.3.1', 1, 'No insecure block modes and padding'),
  row('11.4.1', 1, 'Only approved hash functions'),
  row('11.5.1', 2, 'Random values have 128 bits of entropy from a secure generator', 'Values show their length and patterns, never the generator.'),
  row('11.6.1', 2, 'Only approved algorithms and parameters sign and exchange keys'),
  row('12.2.1', 1, 'Everything public travels over TLS'),
  row('13.3.1', 2, 'Secrets are kept in a vault, never in sources', 'Known and guessable secrets are reported; where secrets are kept is not visible.'),
  row('13.3.2', 2, 'Few can read secrets', 'It is about where secrets are kept.'),
  row('13.3.3', 3, 'Cryptographic operations run in an isolated module', 'It is about where keys are used.'),
  row('13.3.4', 3, 'Secrets expire and are rotated as documented', documentation),
  row('13.4.6', 3, 'Versions of backend components are not told'),
  row('14.1.1', 2, 'Sensitive data is identified and classified, in tokens as well', documentation),
  row('14.2.1', 1, 'URLs hold no sensitive data, such as session tokens'),
  row('14.2.2', 2, 'Sensitive data is not cached by servers in between'),
  row('14.2.4', 2, 'Sensitive data is protected as its class demands', documentation),
  row('14.2.6', 3, 'Only the sensitive data that is needed is returned', 'Only the application knows what it needs.'),
  row('14.3.1', 1, 'Data of the user is cleared from the browser when the session ends', 'What scripts keep is not visible.'),
  row('14.3.2', 2, 'Browsers do not cache sensitive data'),
  row('14.3.3', 2, 'Browser storage holds no sensitive data but session tokens', 'Only cookies are visible, not what scripts store.'),
]

export type AsvsLevel = 1 | 2 | 3

/** Up to which level a preset demands requirements; undefined for presets that are about something else. */
export const asvsLevel = (preset: string): AsvsLevel | undefined => {
  const level = /^asvs-l([123])$/.exec(preset)?.[1]
  return level === undefined ? undefined : (Number(level) as AsvsLevel)
}

/**
 * What a report of a level leaves to people, so that a run without findings is not taken for conformance: what cannot
 * be seen from the outside, and what none of the rules is about.
 *
 * @param decided references of the rules that are switched on, such as `ASVS 9.1.2`
 */
export const manualRequirements = (level: AsvsLevel, decided: ReadonlySet<string>): readonly ManualRequirement[] =>
  asvsRequirements.flatMap(({ id, level: lowest, title, manual }) => {
    const requirement = `ASVS ${id}`
    const reason = manual ?? (decided.has(requirement) ? undefined : 'No rule decides it yet.')
    return lowest > level || reason === undefined ? [] : [{ requirement, title, reason }]
  })
