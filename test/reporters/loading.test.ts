// Formats for machines must not pay for what only people need.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { formats } from '../../src/reporters/index.ts'

const directory = resolve(import.meta.dirname, '../../src/reporters')

/** Packages that loading a file loads, by its static imports. */
function packages(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const found = new Set<string>()
  if (seen.has(file)) return found
  seen.add(file)
  for (const [, isType, specifier = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s+(type\s)?[^'\n]*from '([^']+)'/gm)) {
    if (isType) continue
    if (specifier.startsWith('.')) for (const name of packages(resolve(dirname(file), specifier), seen)) found.add(name)
    else found.add(specifier)
  }
  return found
}

it.each(formats)('%s', (format) => {
  expect([...packages(resolve(directory, `${format}.ts`))].toSorted()).toEqual(format === 'pretty' ? ['chalk'] : [])
})

it('the list of formats loads none of them', () => {
  expect(packages(resolve(directory, 'index.ts'))).toEqual(new Set())
})
