import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { WorkerPool } from '../../src/cli/jobs/pool.ts'

/** Says what it is told, or does what is asked of it. */
const program = join(mkdtempSync(join(tmpdir(), 'authlint-pool-')), 'worker.mjs')
writeFileSync(
  program,
  `import { tsImport } from 'tsx/esm/api'
  const { answerMessages } = await tsImport(${JSON.stringify(join(import.meta.dirname, '../../src/cli/jobs/pool.ts'))}, ${JSON.stringify(import.meta.url)})
  const { threadId } = await import('node:worker_threads')
  let answered = 0
  const acts = { exit: () => process.exit(7), end: () => process.exit(0), fail: () => { throw new Error('no') }, hold: () => new Promise(() => setInterval(() => undefined, 1000)), who: () => ({ threadId, answered: ++answered }) }
  await answerMessages(async (message) => ({ ...message, words: process.argv.slice(2), ...(await acts[message.act]?.()) }), ({ octets }) => (octets ? [octets.buffer] : []))
  `.replace("'tsx/esm/api'", JSON.stringify(import.meta.resolve('tsx/esm/api'))),
)

let pool: WorkerPool | undefined
const started = (count: number): WorkerPool => (pool = new WorkerPool(count, program, ['a', 'word']))
afterEach(() => pool?.close())

describe('workers', () => {
  it('answer each message, in turn', async () => {
    const workers = started(2)
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => workers.offer({ n })))
    expect(answers).toEqual([1, 2, 3, 4, 5, 6].map((n) => ({ n, words: ['a', 'word'] })))
    expect(await workers.all({ n: 7 })).toMatchObject([{ n: 7 }, { n: 7 }])
  })

  it('take no more than they have room for', async () => {
    const workers = started(2)
    const answers = Array.from({ length: 6 }, (_, n) => workers.offer({ n }))
    expect(workers.offer({ n: 6 })).toBeUndefined()
    await Promise.all(answers)
    expect(await workers.offer({ n: 7 })).toMatchObject({ n: 7 })
  })

  it('hand over octets', async () => {
    expect(await started(1).offer({ octets: Uint8Array.of(1, 2, 3) })).toMatchObject({ octets: Uint8Array.of(1, 2, 3) })
  })

  it.each([
    ['exits', 'exit', 'status 7'],
    // Nothing was wrong, and the rest of its work is undone all the same.
    ['ends', 'end', 'status 0'],
    ['fails', 'fail', '(no)'],
  ])('fail together when one %s', async (_, act, why) => {
    const workers = started(2)
    const held = workers.offer({ act: 'hold' })
    const failing = workers.offer({ act })
    // One that is behind what fails, and one behind what is held.
    const behind = [workers.offer({ n: 1 }), workers.offer({ n: 2 })]
    for (const waiting of [held, ...behind]) await expect(waiting).rejects.toMatchObject({ name: 'LostWorker', message: expect.stringContaining(why) as string })
    await expect(failing).rejects.toMatchObject({ name: 'LostWorker', message: expect.stringContaining(why) as string })
    expect(() => workers.offer({})).toThrow('ended early')
    await expect(workers.all({})).rejects.toThrow('ended early')
  })

  it('are given work when they have least to do', async () => {
    const workers = started(2)
    const held = workers.offer({ act: 'hold' })
    const threads = new Set<number>()
    for (let i = 0; i < 4; i++) threads.add(((await workers.offer({ act: 'who' })) as { threadId: number }).threadId)
    expect(threads.size).toBe(1)
    expect(held).toBeInstanceOf(Promise)
  })

  it('answer all of them after what they have before them', async () => {
    const workers = started(2)
    const before = [1, 2].map(() => workers.offer({ act: 'who' }))
    const answers = (await workers.all({ act: 'who' })) as readonly { threadId: number; answered: number }[]
    expect(answers.map(({ answered }) => answered)).toEqual([2, 2])
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(2)
    expect(await Promise.all(before)).toMatchObject([{ answered: 1 }, { answered: 1 }])
  })

  it('are ended whatever they are doing, which is no failure', async () => {
    const workers = started(2)
    await workers.all({ n: 1 })
    let outcome = 'none'
    workers.offer({ act: 'hold' })?.then(() => (outcome = 'answered'), () => (outcome = 'failed'))
    workers.close()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(outcome).toBe('none')
    expect(() => workers.offer({ n: 2 })).not.toThrow()
  })
})
