// Recordings of real servers, made in the same run by real clients: each variant with what has to be said of it, and nothing else.
import { describe, expect, it } from 'vitest'
import { rules as known } from '../../src/rules/index.ts'
import { temporary } from '../e2e/command.ts'
import { curlTrace, curlVerbose } from '../recorders/curl.ts'
import { har } from '../recorders/har.ts'
import { play } from './play.ts'
import { namedEvents, scan } from './scan.ts'
import { recordings, variants } from './variants.ts'

describe('the table of variants', () => {
  const named = [...variants, ...recordings].flatMap(({ rules, info = [] }) => [...rules, ...info])

  it('names rules that there are', () => expect(named.filter((id) => !known.some((rule) => rule.id === id))).toEqual([]))

  it('shows every rule about flows at work', () => {
    const untried = known.filter(({ id }) => id.startsWith('flow/') && !named.includes(id)).map(({ id }) => id)
    // A login that comes from another site by a form, and is no OAuth: no server here does that.
    expect(untried).toEqual(['flow/strict-cookie-lost'])
  })
})

// Side by side: most of the time each waits for its server or its client.
describe.concurrent.each([har, curlTrace, curlVerbose].map((recorder) => [recorder.name, recorder] as const))('a recording (%s) of', (_, recorder) => {
  it.each(variants.map((variant) => [variant.name, variant] as const))('%s', async (name, variant) => {
    const { recording } = await play(variant, recorder)
    const { aboveInfo, info, findings } = await scan(temporary(`recording-${recorder.name}-${name}`.replace(/[^\w-]/g, '-'), recording.text), variant.named ? namedEvents(recording) : [])
    const unseen = recorder === curlVerbose ? (variant.needsRequestBodies ?? []) : []
    expect(aboveInfo, JSON.stringify(findings, undefined, 1)).toEqual(variant.rules.filter((id) => !unseen.includes(id)).sort())
    expect(info).toEqual(expect.arrayContaining([...(variant.info ?? [])]))
  })
})
