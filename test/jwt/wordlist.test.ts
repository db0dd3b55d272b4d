// Words of a list tried on a MAC, however the list is cut.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tryWords, wordlistTarget } from '../../src/jwt/wordlist.ts'
import { corpusPath } from '../corpus.ts'
import { encode, goodClaims, hmac } from '../tokens.ts'
import { parse } from './examine.ts'

describe('a word list', () => {
  const target = (secret: string | Buffer, alg = 'HS256') => wordlistTarget(parse(hmac(secret, goodClaims, { alg }))) ?? expect.unreachable()
  const chunked = (text: string | Buffer, size: number): Buffer[] => {
    const octets = Buffer.from(text as string)
    return Array.from({ length: Math.ceil(octets.length / size) }, (_, i) => octets.subarray(i * size, (i + 1) * size))
  }

  it.each([1, 2, 3, 7, 1000])('is read in chunks of %i octets', (size) => {
    const list = 'alpha\r\nbeta\r\n\r\ngämma\nlast'
    const hit = (secret: string) => tryWords(target(secret), chunked(list, size)).hit?.position
    expect(['alpha', 'beta', '', 'gämma', 'last'].map(hit)).toEqual([1, 2, 3, 4, 5])
    expect(hit('absent')).toBeUndefined()
  })

  it('takes words that are not UTF-8', () => {
    const word = Buffer.from([0x70, 0xe4, 0xdf])
    expect(tryWords(target(word), chunked(Buffer.concat([Buffer.from('a\n'), word, Buffer.from('\n')]), 2)).hit).toEqual({ position: 2, octets: 3 })
  })

  it('has nothing to try on a token without a MAC', () => {
    for (const token of [`${encode({ alg: 'ES256' })}.e30.AAAA`, `${encode({ alg: 'HS256' })}.e30.AAAA`, `${encode({ alg: 'HS256' })}.e30`, 'x']) expect(wordlistTarget(parse(token))).toBeUndefined()
  })

  it('passes over a line without end in constant memory', () => {
    const endless = function* () {
      for (let i = 0; i < 64; i++) yield Buffer.alloc(65_536, 'x')
      yield Buffer.from('\nhit\n')
    }
    expect(tryWords(target('hit'), endless()).hit).toMatchObject({ octets: 3 })
  })

  const path = corpusPath('weak-jwt-secrets.txt')
  it.skipIf(!path)('as published, with CRLF, finds the secret of jwt.io', () => {
    const list = readFileSync(resolve(path!))
    expect(list.subarray(0, 200).toString()).toContain('\r\n')
    for (const alg of ['HS256', 'HS512']) expect(tryWords(target('your-256-bit-secret', alg), chunked(list, 65_536)).hit).toMatchObject({ octets: 19 })
  })
})
