// Tries changes of one file in one long-lived test runner. A change that makes a loop endless is ended from outside, with this process.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import { applied, type Mutation } from './mutations.ts'

export interface Order {
  readonly file: string
  readonly tests: readonly string[]
}

/** Tries the file as it is. */
export interface Start extends Order {
  readonly kind: 'start'
}

export interface Trial {
  readonly kind: 'trial'
  readonly mutation: Mutation
  /** Tests in the order in which they are asked; those of a stage together, the next when nothing was noticed. */
  readonly stages: readonly (readonly string[])[]
}

export interface Answer {
  /** The test file that failed; none did where a change survives. */
  readonly failed: string | undefined
  /** Milliseconds that each test file took. */
  readonly took: Readonly<Record<string, number>>
}

const root = join(import.meta.dirname, '../../..')
let file = ''
let original = ''
let current = ''
let vitest: Vitest | undefined

process.on('message', async (message: Start | Trial) => process.send?.(await (message.kind === 'start' ? begin(message) : attempt(message))))
process.on('disconnect', () => process.exit())

async function begin(order: Start): Promise<Answer> {
  file = join(root, order.file)
  original = current = readFileSync(file, 'utf8')
  const load = (id: string): string | undefined => (id.split('?')[0] === file ? current : undefined)
  const options = { root, config: join(root, 'test/vitest.config.ts'), watch: false, maxWorkers: 1, reporters: [{}], silent: true, testTimeout: 20_000 }
  vitest = await createVitest('test', options, { plugins: [{ name: 'mutant', enforce: 'pre', load }] })
  return ask([order.tests])
}

async function attempt({ mutation, stages }: Trial): Promise<Answer> {
  current = applied(original, mutation)
  vitest?.invalidateFile(file)
  return ask(stages)
}

async function ask(stages: Trial['stages']): Promise<Answer> {
  const took: Record<string, number> = {}
  if (!vitest) return { failed: undefined, took }
  const project = vitest.getRootProject()
  for (const stage of stages) {
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(stage.map((path) => project.createSpecification(join(root, path))))
    // It hands out those of earlier stages too, as they ended then.
    const modules = testModules.filter(({ relativeModuleId }) => stage.includes(relativeModuleId))
    for (const module of modules) took[module.relativeModuleId] = module.diagnostic().duration
    const failed = modules.find((module) => !module.ok())
    if (failed || unhandledErrors.length > 0) return { failed: failed?.relativeModuleId ?? 'outside of the tests', took }
  }
  return { failed: undefined, took }
}
