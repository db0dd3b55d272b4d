// What is pasted where something else belongs must not end up in an error, which ends up in a log.
import { describe, expect, it } from 'vitest'
import { hmac } from '../tokens.ts'
import { authlint } from './command.ts'

const token = hmac('a secret of this test, and of no other')
const signature = token.slice(token.lastIndexOf('.') + 1)
// The form of `openssl rand -base64 32`, and that of a private key without its PEM lines.
const random = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA='
const der = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'

describe('an error does not repeat', () => {
  it.each([
    ['a token in place of a key', ['jwt', token, '--key', token], signature],
    ['a short token in place of a key', ['jwt', token, '--key', 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl'], 'c2lnbmF0dXJl'],
    ['a token in place of a key set file', ['jwks', 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl'], 'c2lnbmF0dXJl'],
    ['a secret in place of a key', ['jwt', token, '--key', 'hunter2'], 'hunter2'],
    ['a random secret in place of a key', ['jwt', token, '--key', random], random.slice(4)],
    ['a secret in place of a key set', ['jwt', token, '--jwks', 'hunter2'], 'hunter2'],
    ['a private key without its lines', ['jwt', token, '--key', der], der.slice(4)],
    ['a private key in place of a file', ['jwks', der], der.slice(4)],
    ['a password in the address of a key', ['jwt', token, '--key', 'https://user:hunter2@issuer.example/jwks'], 'hunter2'],
    ['a password in an address that is none', ['jwt', token, '--jwks', 'https://user:hunter2@issuer example/'], 'hunter2'],
    ['a password in the address of an issuer', ['jwt', token, '--discover', 'https://user:hunter2@issuer.example/?x=1'], 'hunter2'],
    ['an API key in place of a token', ['jwt', 'k7Gh29sPq0Lm31xZ'], 'k7Gh29sPq0Lm31xZ'],
    ['the value of a cookie in place of a file', ['cookie', 'k7Gh29sPq0Lm31xZ'], 'k7Gh29sPq0Lm31xZ'],
    ['a header in place of a file', ['scan', 'Set-Cookie: sid=k7Gh29sPq0Lm31xZ'], 'k7Gh29sPq0Lm31xZ'],
    ['the value of a misspelled option', ['jwt', token, '--secrt=hunter2'], 'hunter2'],
    ['the value of a flag', ['jwt', token, '--quiet=hunter2'], 'hunter2'],
    ['what stands behind a letter that is no option', ['jwt', token, '-zhunter2'], 'hunter2'],
    ['a token in place of a command', ['eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl'], 'c2lnbmF0dXJl'],
    ['an option in place of a command', ['--token=hunter2'], 'hunter2'],
  ])('%s', async (_, words, secret) => {
    const { status, out, err } = await authlint(words)
    expect([2, 3]).toContain(status)
    expect(out + err).not.toContain(secret)
    expect(err).toMatch(/^authlint: .+\n {2}\S.+/)
  })

  it.each([
    ['jwt', ['@/nowhere/token.txt'], '/nowhere/token.txt'],
    ['jwt', ['nowhere.txt'], 'nowhere.txt'],
    ['jwt', [token, '--key', 'keys/public.pem'], 'keys/public.pem'],
    ['jwks', ['C:\\keys\\jwks.json'], 'C:\\keys\\jwks.json'],
    ['cookie', ['../responses/login-2026.txt'], '../responses/login-2026.txt'],
  ])('but does repeat the name of a file: %s %j', async (command, words, name) => {
    expect((await authlint([command, ...words])).err.split('\n')[0]).toContain(name)
  })
})

it('tells a token from a key', async () => {
  expect((await authlint(['jwt', token, '--key', token])).err).toMatch(/^authlint: option --key holds a token, not a key\n {2}\S/)
})

it.each(['env:', 'file:'])('--secret %s names nothing, and is no secret itself', async (value) => {
  expect(await authlint(['jwt', token, '--secret', value])).toMatchObject({ status: 2, err: expect.stringContaining(`--secret names nothing after ${value}`) as unknown })
  expect(await authlint(['jwt', token, '--key', value])).toMatchObject({ status: 2, err: expect.stringContaining(`--key names nothing after ${value}`) as unknown })
})

it('says which option lacks a value, or has one too many', async () => {
  expect((await authlint(['jwt', token, '--key'])).err).toMatch(/^authlint: --key needs a value\n/)
  expect((await authlint(['jwt', '--aud', '--sub', 'u_42', token])).err).toMatch(/^authlint: --aud needs a value, but an option follows\n.*--aud=/)
  expect((await authlint(['jwt', token, '--quiet=yes'])).err).toMatch(/^authlint: --quiet takes no value\n/)
})

it('names the file of a secret a secret, not a key', async () => {
  expect((await authlint(['jwt', token, '--secret', 'file:/nowhere/secret.txt'])).err).toMatch(/^authlint: cannot read the secret \/nowhere\/secret\.txt: there is no such file\n {2}.*--secret file:/)
  expect((await authlint(['jwt', token, '--jwks', '/nowhere/jwks.json'])).err).toMatch(/^authlint: cannot read the key set \/nowhere\/jwks\.json: there is no such file\n {2}.*URL/)
})
