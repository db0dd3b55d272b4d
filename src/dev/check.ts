// npm run check: everything that must hold before a change lands, one line a step, the first failure in full. Steps that need
// nothing of each other run side by side.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const bin = (name: string): string => join(root, 'node_modules/.bin', name)

type Step = readonly [what: string, command: string, ...words: string[]]

/** Packing would build once more, under the feet of the tests. */
const packing = { ...process.env, npm_config_ignore_scripts: 'true' }

const stages: readonly (readonly Step[])[] = [
  [
    ['types', bin('tsc'), '--noEmit'],
    ['lint', bin('oxlint'), '--deny-warnings'],
    ['build', bin('tsx'), 'src/dev/build.ts'],
  ],
  [
    ['package', bin('publint'), '--strict', '--pack', 'npm'],
    ['types of the package', bin('attw'), '--pack', '.', '--profile', 'esm-only'],
    ['tests, layers and generated files', bin('vitest'), 'run', '--config', 'test/vitest.config.ts'],
  ],
]

/** What it printed when it failed; undefined when it did not. */
function failureOf([what, command, ...words]: Step): Promise<string | undefined> {
  const started = performance.now()
  const child = spawn(command, words, { cwd: root, env: what.includes('package') ? packing : process.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => printed.push(data))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => {
      console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
      resolve(status === 0 ? undefined : Buffer.concat(printed).toString())
    })
  })
}

for (const stage of stages) {
  const failures = (await Promise.all(stage.map(failureOf))).filter((failure) => failure !== undefined)
  if (failures.length === 0) continue
  console.log(failures[0])
  process.exitCode = 1
  break
}
