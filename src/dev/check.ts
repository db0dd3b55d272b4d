// npm run check: everything that must hold before a change lands, one line a step, the first failure in full.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const bin = (name: string): string => join(root, 'node_modules/.bin', name)

const steps: readonly (readonly [what: string, command: string, ...words: string[]])[] = [
  ['types', bin('tsc'), '--noEmit'],
  ['lint', bin('oxlint'), '--deny-warnings'],
  ['build', bin('tsx'), 'src/dev/build.ts'],
  ['tests, layers and generated files', bin('vitest'), 'run', '--config', 'test/vitest.config.ts'],
  ['package', bin('publint'), '--strict', '--pack', 'npm'],
  ['types of the package', bin('attw'), '--pack', '.', '--profile', 'esm-only'],
]

for (const [what, command, ...words] of steps) {
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  if (status !== 0) {
    console.log(stdout, stderr)
    process.exitCode = 1
    break
  }
}
