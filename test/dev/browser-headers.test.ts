// What browsers are asked must be the same for the same seed, and must never lead off this machine.
import { describe, expect, it } from 'vitest'
import { generateResponses } from '../../src/dev/browser-headers.ts'

describe('generated headers', () => {
  const responses = generateResponses(7, 3000)

  it('are the same for the same seed', () => {
    expect(generateResponses(7, 3000)).toEqual(responses)
    expect(generateResponses(8, 3000)).not.toEqual(responses)
  })

  it('come from names, and from addresses of this machine only', () => {
    const hosts = new Set(responses.map(({ url }) => new URL(url).hostname))
    expect(hosts.size).toBeGreaterThan(30)
    expect([...hosts].filter((host) => /^[\d.]+$/.test(host) || host.startsWith('[')).every((host) => host.startsWith('127.'))).toBe(true)
  })

  it('hold no line break, which would begin another header', () => {
    expect(responses.flatMap(({ setCookie }) => setCookie).filter((header) => /[\r\n\0]/.test(header))).toEqual([])
  })
})
