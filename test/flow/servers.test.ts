// The servers and recorders behind the recordings: they do what each variant says, and scan can read what they give.
import { describe, expect, it } from 'vitest'
import { curlInclude, curlTrace, curlVerbose } from '../recorders/curl.ts'
import { har } from '../recorders/har.ts'
import type { Recording } from '../recorders/client.ts'
import { serve } from '../servers/serve.ts'
import type { Outcome } from './stories.ts'
import { variants, type Variant } from './variants.ts'

async function play({ server, story }: Variant, recorder = har): Promise<{ readonly outcome: Outcome; readonly recording: Recording }> {
  const site = await serve(server)
  try {
    let outcome: Outcome = {}
    const recording = await recorder.record(site, async (client) => void (outcome = await story(client)))
    return { outcome, recording }
  } finally {
    site.close()
  }
}

describe('a server', () => {
  it.each(variants.filter(({ outcome }) => outcome).map((variant) => [variant.name, variant] as const))('%s', async (_, variant) => {
    expect((await play(variant)).outcome).toMatchObject(variant.outcome ?? {})
  })
})

const sound = variants[0] as Variant

describe('a recorder', () => {
  it.each([har, curlVerbose, curlTrace, curlInclude].map((recorder) => [recorder.name, recorder] as const))('%s shows the same story', async (_, recorder) => {
    const { outcome, recording } = await play(sound, recorder)
    expect(outcome).toEqual((await play(sound)).outcome)
    expect(recording.events).toEqual([['login', 3], ['logout', 6]])
  })
})
