// The servers and recorders behind the recordings: they do what each variant says, and scan can read what they give.
import { describe, expect, it } from 'vitest'
import { curlInclude, curlTrace, curlVerbose } from '../recorders/curl.ts'
import { har } from '../recorders/har.ts'
import { readCookieInput } from '../../src/inputs/cookie-input.ts'
import { payload, type Ask } from '../recorders/client.ts'
import { play } from './play.ts'
import type { Story } from './stories.ts'
import { variants, type Variant } from './variants.ts'

describe('a server', () => {
  it.each(variants.filter(({ outcome }) => outcome).map((variant) => [variant.name, variant] as const))('%s', async (_, variant) => {
    expect((await play(variant)).outcome).toMatchObject(variant.outcome ?? {})
  })
})

const [sound, tokensAreSound] = ['a session that is sound', 'tokens that are sound'].map((wanted) => variants.find(({ name }) => name === wanted)) as [Variant, Variant]

describe('a recorder', () => {
  it.each([har, curlVerbose, curlTrace, curlInclude].map((recorder) => [recorder.name, recorder] as const))('%s shows the same story', async (_, recorder) => {
    const { outcome, recording } = await play(sound, recorder)
    expect(outcome).toEqual((await play(sound)).outcome)
    expect(recording.events).toEqual([['login', 3], ['logout', 6]])
  })

  // What was sent and what came is known on this side: the reading of the recording has to show the same.
  it.each([har, curlVerbose, curlTrace].flatMap((recorder) => [sound, tokensAreSound].map((variant) => [recorder.name, variant.name, recorder, variant] as const)))('%s is read as it was: %s', async (_, _name, recorder, variant) => {
    const seen: object[] = []
    const watched: Story = async (client) => {
      const watch = (method: 'get' | 'post') => async (url: string, ask: Ask = {}) => {
        const { status, body, headers } = await client[method](url, ask)
        const sent = payload(ask)?.text
        seen.push({ method: method.toUpperCase(), url, status, body: body === '' ? undefined : body, sent: recorder === curlVerbose ? undefined : sent, cookies: headers.filter(([name]) => /^set-cookie$/i.test(name)).length })
        return { status, body, headers }
      }
      return variant.story({ site: client.site, get: watch('get'), post: watch('post') })
    }
    const { recording } = await play({ ...variant, story: watched }, recorder)
    const { responses } = readCookieInput('recording', [Buffer.from(recording.text).toString('latin1')], { bodies: true })
    expect([...responses].map(({ requestMethod, url, status, body, requestBody, setCookies }) => ({ method: requestMethod, url: url?.href, status, body: body?.excerpt.text, sent: requestBody || undefined, cookies: setCookies.length }))).toEqual(seen)
  })
})
