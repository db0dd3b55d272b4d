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
  const acts = { exit: () => process.exit(7), fail: () => { throw new Error('no') } }
  await answerMessages(async (message) => (await acts[message.act]?.(), { ...message, words: process.argv.slice(2) }), ({ octets }) => (octets ? [octets.buffer] : []))
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
    ['fails', 'fail', '(no)'],
  ])('fail together when one %s', async (_, act, why) => {
    const workers = started(2)
    await expect(workers.offer({ act })).rejects.toMatchObject({ name: 'LostWorker', message: expect.stringContaining(why) as string })
    expect(() => workers.offer({})).toThrow('ended early')
    await expect(workers.all({})).rejects.toThrow('ended early')
  })
})
