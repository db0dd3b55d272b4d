import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExactNumber, parseJson, type JsonValue } from '../../src/core/json.ts'
import { findSensitive, maskSensitive, type SensitiveOptions } from '../../src/core/sensitive.ts'
import { encode, unsigned } from '../tokens.ts'

const found = (value: JsonValue, options?: SensitiveOptions) => findSensitive(value, '', options).map(({ path, what, confidence }) => `${path}: ${what}, ${confidence}`)

describe('names', () => {
  it.each<[JsonValue, string]>([
    [{ password: 'hunter2' }, 'password: password, firm'],
    [{ userPassword: 'hunter2' }, 'userPassword: password, firm'],
    [{ user_passwd: 'hunter2' }, 'user_passwd: password, firm'],
    [{ 'db.passphrase': 'x y z' }, 'db.passphrase: password, firm'],
    [{ clientSecret: 's3cr3t' }, 'clientSecret: client secret, firm'],
    [{ APIKey: 'abcdef123456' }, 'APIKey: API key, firm'],
    [{ 'https://issuer.example/claims/api_key': 'abcdef123456' }, 'https://issuer.example/claims/api_key: API key, firm'],
    [{ totp: 'JBSWY3DPEHPK3PXP' }, 'totp: one-time password secret, firm'],
    [{ pin: 1234 }, 'pin: one-time code, firm'],
    [{ otp: '123456' }, 'otp: one-time code, firm'],
    [{ cvv2: '123' }, 'cvv2: card verification code, firm'],
    [{ ssn: 123456789 }, 'ssn: social security number, firm'],
    [{ refresh_token: 'v1.Mdelay7BhO' }, 'refresh_token: refresh token, firm'],
    [{ passwords: ['', 'hunter2'] }, 'passwords[1]: password, firm'],
    [{ phone_number: '555 123 4567' }, 'phone_number: phone number, firm'],
    [{ mobile: 5551234567 }, 'mobile: phone number, firm'],
    [{ dob: '1990-01-31' }, 'dob: date of birth, firm'],
    [{ ipAddress: '203.0.113.7' }, 'ipAddress: IP address, firm'],
    [{ ipaddr: '2001:db8::1' }, 'ipaddr: IP address, firm'],
    [{ national_id: 'AB123456' }, 'national_id: national identity number, firm'],
    [{ taxId: '12-3456789' }, 'taxId: tax number, firm'],
    [{ gender: 'female' }, 'gender: gender, tentative'],
    [{ lat: 52.520008 }, 'lat: location, firm'],
    [{ address: { street_address: '12 Main St', locality: 'Springfield' } }, 'address: postal address, firm'],
    [{ address: '12 Main St, Springfield' }, 'address: postal address, firm'],
    [{ name: 'John Doe' }, "name: person's name, tentative"],
    [{ user: { name: 'Zoë van Dijk' } }, "user.name: person's name, tentative"],
    [{ given_name: 'Zoë' }, "given_name: person's name, firm"],
  ])('%j', (value, item) => expect(found(value)).toEqual([item]))

  it.each<JsonValue>([
    { password_changed_at: 1700000000 },
    { pwd_exp: '1013' },
    { pwd_url: 'https://portal.example/change' },
    { password_expired: 'soon' },
    { email_verified: 'yes' },
    { email_verified: true },
    { pin_required: '1234' },
    { secret_question_id: '17' },
    { access_key_id: 'key-00000017' },
    { password: null },
    { password: true },
    { password: '' },
    { password: '********' },
    { password: '[REDACTED]' },
    { secret: 'false' },
    { secretary: 'Moneypenny' },
    { compass: 'north-east' },
    { spinner: '1234' },
    { pin: 'map-marker' },
    { otp: '12' },
    { phone: 'iPhone 15' },
    { mobile: '2024' },
    { mac_address: '00:00:5e:00:53:01' },
    { address: '0x52908400098527886E0F7030069857D2E4169EE7' },
    { address: {} },
    { ip: '10.0.0.7' },
    { ip: '10.0.0.999' },
    { lat: 52 },
    { name: 'admin' },
    { name: 'billing-service' },
    { organization: { name: 'Example Bank' } },
    { amr: ['pwd', 'otp', 'mfa'] },
    { roles: ['password-admin'] },
    { iss: 'https://secret.example.com' },
    { 'https://secret.example.com/roles': 'admin' },
    { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
  ])('%j says nothing', (value) => expect(found(value)).toEqual([]))
})

describe('values', () => {
  const hash = `$2b$12$${'abcdefghijklmnopqrstuv'.repeat(2)}`
  it.each<[string, JsonValue, string]>([
    // Check digits recomputed; 4539... and 5425... are random numbers of the ranges of Visa and Mastercard.
    ['a grouped card number', '4539 5787 6362 1486', 'x: payment card number, firm'],
    ['a card number by name', { card_number: '4539578763621486' }, 'card_number: payment card number, firm'],
    ['a card number as a JSON number by name', { pan: 4539578763621486 }, 'pan: payment card number, firm'],
    ['a bare card number', '4539578763621486', 'x: payment card number, tentative'],
    ['a test card number', '4111-1111-1111-1111', 'x: test card number, tentative'],
    ['a social security number', '212-09-7694', 'x: social security number, firm'],
    ['an e-mail address', 'alice@mail.example.org', 'x: e-mail address, firm'],
    ['an internationalised e-mail address', 'δοκιμή@παράδειγμα.δοκιμή', 'x: e-mail address, firm'],
    ['a phone number', '+44 20 7946 0958', 'x: phone number, firm'],
    // The example of the ISO 13616 registry for the United Kingdom.
    ['an IBAN', 'GB29 NWBK 6016 1331 9268 19', 'x: bank account number, firm'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIB', 'x: private key, certain'],
    ['a private JWK', { kty: 'OKP', crv: 'Ed25519', x: 'AA', d: 'BB' }, 'x: private key, certain'],
    ['a symmetric JWK', { kty: 'oct', k: 'BB' }, 'x: private key, certain'],
    ['a private JWK as text', '{"kty":"oct","k":"AAAA"}', 'x: private key, certain'],
    ['a bcrypt hash', hash, 'x: password hash, certain'],
    ['an argon2 hash', '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$hash', 'x: password hash, certain'],
    ['a Django hash', 'pbkdf2_sha256$600000$salt$hash', 'x: password hash, certain'],
    ['an LDAP hash', '{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=', 'x: password hash, certain'],
    // The placeholder key of the AWS documentation.
    ['an AWS key', 'AKIAIOSFODNN7EXAMPLE', 'x: AWS access key, certain'],
    ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`, 'x: GitHub token, certain'],
    ['a nested token', unsigned({ alg: 'ES256' }), 'x: token, firm'],
    ['a connection string', 'postgres://app:hunter2@db.example/app', 'x: connection string, certain'],
    ['a database string', 'Server=db;User Id=app;Password=hunter2', 'x: connection string, certain'],
    // RFC 7617 section 2
    ['Basic credentials', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'x: user name and password, certain'],
    ['encoded user:password', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'x: user name and password, tentative'],
  ])('%s', (_, value, item) => expect(found(typeof value === 'object' && value !== null && !('kty' in value) ? value : { x: value })).toEqual([item]))

  it.each<[string, JsonValue]>([
    ['a card number with a wrong check digit', '4539 5787 6362 1487'],
    ['a number outside the ranges in use', '9999 9999 9999 9995'],
    ['milliseconds', 1795197600000],
    ['microseconds', 1795197600000000],
    ['a huge number', new ExactNumber('123456789012345678901234567890')],
    ['a fraction', new ExactNumber('4539578763621486.5')],
    ['a number with an exponent', new ExactNumber('4539578763621486e1')],
    ['an SSN with an impossible area', '666-12-3456'],
    ['an SSN with an impossible serial', '212-09-0000'],
    ['the SSN of an old advertisement', '078-05-1120'],
    ['nine bare digits', '212097694'],
    ['two at signs', 'a@b@example.org'],
    ['no dot in the domain', 'root@localhost'],
    ['an address of a repository', 'git@github.com:org/repo.git'],
    ['a package', 'left-pad@1.3.0'],
    ['bare digits as a phone number', '442079460958'],
    ['an offset from UTC', '+0100'],
    ['an IBAN with a wrong check', 'GB28 NWBK 6016 1331 9268 19'],
    ['an IBAN of a wrong length', 'GB29 NWBK 6016 1331 9268 1'],
    // Devise, Rememberable: authenticatable_salt, the first 29 characters of the hash.
    // Spring Security 6, TokenBasedRememberMeServices and PersistentTokenBasedRememberMeServices.
    ['a remembered user with expiry and signature', Buffer.from(`jane:1796407200000:SHA256:${'8f2c1d3e'.repeat(8)}`).toString('base64')],
    ['a series and its token', Buffer.from('NO5Skkk51v1Q9+9rIxCiQA==:o3Kx1FZBpah0Q2cW4vTtLw==').toString('base64')],
    ['a bcrypt salt alone', '$2a$12$K3x9yQ1T7yLx2Wm8Nc4Pb6'],
    ['a public key', '-----BEGIN PUBLIC KEY-----'],
    ['a public JWK', { kty: 'OKP', crv: 'Ed25519', x: 'AA' }],
    ['a global object id', encode('User:123456')],
    ['an encoded URL', encode('https://issuer.example')],
    ['an encoded urn', encode('urn:example:thing')],
    ['a domain with three parts', 'www.example.org'],
    ['a version', '1.2.3'],
    ['a URL without a password', 'https://issuer.example:8443/a@b'],
    ['a UUID', '6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11'],
    ['random hex', '9f86d081884c7d659a2feaa0c55ad015'],
    ['a sha-256', 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg'],
    ['a short text', 'a@b'],
    ['a service account', 'robot@project.iam.gserviceaccount.com'],
  ])('%s says nothing', (_, value) => expect(found({ x: value })).toEqual([]))

  it('leaves ordinary claims readable', () => {
    // RFC 9068 section 2.2.4.1, with the numbers that a card number could be mistaken for.
    const claims = {
      iss: 'https://authorization-server.example.com/',
      sub: '5ba552d67',
      aud: ['https://rs.example.com/', 'urn:example:api'],
      exp: 1639528912,
      iat: 1618354090,
      jti: '4539578763621486',
      client_id: 's6BhdRkqt3_',
      azp: 'reports@tenant.example',
      sid: 4539578763621486,
      nonce: 'QWxhZGRpbjpvcGVuIHNlc2FtZQ',
      scope: 'openid profile email address phone',
      roles: ['admin', 'u_42'],
      acr: 'urn:mace:incommon:iap:silver',
      token_use: 'access',
    }
    expect(found(claims)).toEqual([])
    expect(maskSensitive(claims)).toEqual(claims)
  })

  it('exempts members that are meant to hold a token', () => {
    expect(found({ software_statement: unsigned({ alg: 'ES256' }), id_token_hint: unsigned({ alg: 'ES256' }) })).toEqual([])
  })
})

describe('options', () => {
  const claims = { name: 'Jane Doe', email: 'jane@example.org', address: { street_address: '1 Long Road' }, phone_number: '+15551234567', user: { email: 'jane@example.org' }, password: 'hunter2' }

  it('leaves standard claims of an ID token out, but nothing else', () => {
    expect(found(claims, { idToken: true })).toEqual(['user.email: e-mail address, firm', 'password: password, firm'])
    expect(found(claims).length).toBe(6)
  })

  it('finds what tells about the network only when asked', () => {
    const internal = { node: '192.168.1.7', host: 'db01.corp.internal', home: '/home/jane/app', path: '/api/v1', share: 'C:\\Windows' }
    expect(found(internal)).toEqual([])
    expect(findSensitive(internal, '', { internal: true }).map(({ path, what, category }) => `${path}: ${what}, ${category}`)).toEqual([
      'node: private IP address, internal',
      'host: internal host name, internal',
      'home: file path, internal',
      'share: file path, internal',
    ])
  })

  it('takes the name of the value from the path', () => {
    expect(findSensitive('hunter2', 'user.password')).toMatchObject([{ path: 'user.password', what: 'password' }])
    expect(findSensitive(['hunter2'], 'passwords')).toMatchObject([{ path: 'passwords[0]' }])
  })
})

describe('masks', () => {
  it('tell how long the value is', () => {
    expect(maskSensitive({ password: 'hunter2', pin: 1234, user: [{ email: 'jane@example.org' }], key: { kty: 'oct', k: 'secret' }, x: 'y' })).toEqual({
      password: '(text of 7 characters)',
      pin: '(number of 4 digits)',
      user: [{ email: '(text of 16 characters)' }],
      key: '(object of 2 members)',
      x: 'y',
    })
  })

  it('cover the whole address, and still name a password inside it', () => {
    const value = { address: { city: 'Springfield', password: 'hunter2' } }
    expect(found(value)).toEqual(['address: postal address, firm', 'address.password: password, firm'])
    expect(maskSensitive(value)).toEqual({ address: '(object of 2 members)' })
  })

  it('let the caller alter the other texts', () => {
    expect(maskSensitive({ a: 'b', password: 'hunter2' }, (text) => text.toUpperCase())).toEqual({ a: 'B', password: '(text of 7 characters)' })
  })
})

describe('any value', () => {
  const secrets = fc.constantFrom('hunter2', 'alice@example.org', '4539 5787 6362 1486', 'postgres://a:bcdefg@h', `$2b$12$${'a'.repeat(53)}`)

  it('is searched without an exception, and every mask stands in the masked copy', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const json = value as JsonValue
        for (const { mask } of findSensitive(json, '', { internal: true })) expect(mask).toMatch(/^\((text|number|object) of \d+ \w+\)$/)
        maskSensitive(json)
      }),
    )
  })

  it('shows no secret once it is masked, however deep it lies', () => {
    fc.assert(
      fc.property(secrets, fc.array(fc.constantFrom('a', 'user', 'list', '__proto__'), { maxLength: 12 }), (secret, names) => {
        let text = JSON.stringify({ password: secret })
        for (const name of names) text = name === 'list' ? `[${text}]` : `{"${name}":${text}}`
        const value = parseJson(text).value ?? null
        expect(JSON.stringify(maskSensitive(value))).not.toContain(JSON.stringify(secret).slice(1, -1))
        expect(findSensitive(value)).toHaveLength(1)
      }),
    )
  })

  it('stops at the depth of the JSON reader', () => {
    let value: JsonValue = { password: 'hunter2' }
    for (let i = 0; i < 20_000; i++) value = [value]
    expect(findSensitive(value)).toEqual([])
    expect(JSON.stringify(maskSensitive(value))).not.toContain('hunter2')
  })
})
