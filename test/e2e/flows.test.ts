// The built command on recordings of real servers, made in the same run: each variant with what has to be said of it, and nothing else.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { rules as known } from '../../src/rules/index.ts'
import { play } from '../flow/play.ts'
import { recordings, variants, type Variant } from '../flow/variants.ts'
import type { Recorder, Recording } from '../recorders/client.ts'
import { curlTrace, curlVerbose } from '../recorders/curl.ts'
import { har } from '../recorders/har.ts'
import { authlint, temporary } from './command.ts'

interface Finding {
  readonly rule: string
  readonly severity: string
  readonly message: string
  readonly location: { readonly input: string }
}

interface Said {
  readonly aboveInfo: readonly string[]
  readonly info: readonly string[]
  readonly findings: readonly Finding[]
}

const unique = (list: readonly string[]) => [...new Set(list)].sort()

const said = (findings: readonly Finding[]): Said => ({
  aboveInfo: unique(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)),
  info: unique(findings.filter(({ severity }) => severity === 'info').map(({ rule }) => rule)),
  findings,
})

async function scan(files: readonly string[], options: readonly string[] = []): Promise<readonly Finding[]> {
  const { status, out, err } = await authlint(['scan', ...files, ...options, '--no-config', '--format', 'json'])
  if ((status !== 0 && status !== 1) || err !== '') throw new Error(`status ${status}: ${err}`)
  return (JSON.parse(out) as { readonly findings: readonly Finding[] }).findings
}

const optionOf = { login: '--login', logout: '--logout', refresh: '--refresh', 'role-change': '--event' } as const
const namedEvents = ({ events }: Recording): readonly string[] => events.flatMap(([name, number]) => [optionOf[name], name === 'role-change' ? `${name}=#${number}` : `#${number}`])

/** All variants in one run of the command, except those whose events are named. */
async function judgeAll(recorder: Recorder): Promise<ReadonlyMap<string, Said>> {
  const recorded: { readonly variant: Variant; readonly recording: Recording; readonly file: string }[] = []
  for (const [n, variant] of variants.entries()) {
    const { recording } = await play(variant, recorder)
    recorded.push({ variant, recording, file: temporary(`${recorder.name.replace(/\W+/g, '-')}-${n}`, recording.text) })
  }
  const findings = [...(await scan(recorded.filter(({ variant }) => !variant.named).map(({ file }) => file)))]
  for (const { file, recording } of recorded.filter(({ variant }) => variant.named)) findings.push(...(await scan([file], namedEvents(recording))))
  return new Map(recorded.map(({ variant, file }) => [variant.name, said(findings.filter(({ location }) => location.input === file))]))
}

const exists = (id: string): boolean => known.some((rule) => rule.id === id)

describe.each([har, curlTrace, curlVerbose].map((recorder) => [recorder.name, recorder] as const))('a recording (%s) of', (_, recorder) => {
  let all: ReadonlyMap<string, Said>
  beforeAll(async () => void (all = await judgeAll(recorder)), 120_000)

  it.each(variants.map((variant) => [variant.name, variant] as const))('%s', (name, { rules, info = [], needsRequestBodies = [] }) => {
    const { aboveInfo, info: told, findings } = all.get(name) ?? expect.unreachable()
    const wanted = rules.filter((id) => exists(id) && !(recorder === curlVerbose && needsRequestBodies.includes(id)))
    expect(aboveInfo, JSON.stringify(findings, undefined, 1)).toEqual(unique(wanted))
    expect(told).toEqual(expect.arrayContaining(info.filter(exists)))
  })
})

// Made once by a real browser: `npm run record`.
describe('a recording by Chromium', () => {
  it.each(recordings.map((recording) => [recording.name, recording] as const))('%s', async (name, { rules, info = [] }) => {
    const { aboveInfo, info: told, findings } = said(await scan([join(import.meta.dirname, '../../fixtures/recordings', name)]))
    expect(aboveInfo, JSON.stringify(findings, undefined, 1)).toEqual(unique(rules.filter(exists)))
    expect(told).toEqual(expect.arrayContaining(info.filter(exists)))
  })
})
