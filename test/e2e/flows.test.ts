// The built command on whole recordings, as people hand them to it.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { play } from '../flow/play.ts'
import { namedEvents, said } from '../flow/scan.ts'
import { recordings, variants } from '../flow/variants.ts'
import { curlVerbose } from '../recorders/curl.ts'
import { authlint, temporary } from './command.ts'

// Made once by a real browser: `npm run record`.
describe('a recording by Chromium', () => {
  it.each(recordings.map((recording) => [recording.name, recording] as const))('%s', async (name, { rules, info = [] }) => {
    const { out, err } = await authlint(['scan', join(import.meta.dirname, '../../fixtures/recordings', name), '--no-config', '--format', 'json'])
    const { aboveInfo, info: told, findings } = said(out)
    expect(err).toBe('')
    expect(aboveInfo, JSON.stringify(findings, undefined, 1)).toEqual([...rules].sort())
    expect(told).toEqual(expect.arrayContaining([...info]))
  })
})

describe('a session in curl', () => {
  it.each(variants.filter(({ name }) => name.startsWith('a session')).slice(0, 3).map((variant) => [variant.name, variant] as const))('%s, its events named', async (_, variant) => {
    const { recording } = await play(variant, curlVerbose)
    const { status, out } = await authlint(['scan', temporary('session.txt', recording.text), ...namedEvents(recording), '--no-config', '--format', 'json'])
    const { aboveInfo, findings } = said(out)
    expect(aboveInfo, JSON.stringify(findings, undefined, 1)).toEqual([...variant.rules].sort())
    expect(status).toBe(findings.some(({ severity }) => severity === 'error') ? 1 : 0)
  })
})
