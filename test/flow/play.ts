import type { Recorder, Recording } from '../recorders/client.ts'
import { har } from '../recorders/har.ts'
import { serve } from '../servers/serve.ts'
import type { Outcome } from './stories.ts'
import type { Variant } from './variants.ts'

/** Plays a variant against a server of its own. */
export async function play({ server, story }: Pick<Variant, 'server' | 'story'>, recorder: Recorder = har): Promise<{ readonly outcome: Outcome; readonly recording: Recording }> {
  const site = await serve(server)
  try {
    let outcome: Outcome = {}
    const recording = await recorder.record(site, async (client) => void (outcome = await story(client)))
    return { outcome, recording }
  } finally {
    site.close()
  }
}
