// Twice as much input takes no more than twice the steps. Steps are counted, not timed; `npm run growth` measures times, too.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
/** A process of its own: what is counted must be loaded after the counting has begun. */
const growth = (...words: readonly string[]) => spawnSync(join(root, 'node_modules/.bin/tsx'), ['src/dev/growth.ts', '--steps', ...words], { cwd: root, encoding: 'utf8' })

it('holds for every parser and for the rules', () => {
  const { status, stdout, stderr } = growth()
  expect(`${stdout}${stderr}`).toContain(' 0 of them grow too fast')
  expect(status).toBe(0)
})

it('would be noticed if it did not hold', () => {
  const { status, stdout } = growth('test/properties/quadratic.ts')
  expect(stdout).toContain('FAILED looks back')
  expect(stdout).not.toContain('looks once')
  expect(status).toBe(1)
})
