// Which tests run a file, by what they import.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

/** At most so many tests are asked about one change. */
const most = 16

/** Tests that lead to a file of `src`, those first that stand nearest to it: of its name, of its folder, by the fewest imports. */
export function testsOf(file: string, root: string): readonly string[] {
  const importers = importersIn(root)
  const distances = new Map([[file, 0]])
  for (const [path, distance] of distances) for (const importer of importers.get(path) ?? []) if (!distances.has(importer)) distances.set(importer, distance + 1)
  const layer = dirname(file).replace(/^src\//, '')
  const folder = join('test', layer)
  const name = basename(file, '.ts')
  const far = (test: string): number => (basename(test, '.test.ts') === name ? 0 : (distances.get(test) ?? 0) + (dirname(test) === folder ? 0 : 3))
  const tests = [...distances.keys()].filter((path) => path.endsWith('.test.ts') && !path.startsWith('test/e2e/') && path !== 'test/architecture.test.ts')
  return tests.toSorted((a, b) => far(a) - far(b) || a.localeCompare(b)).slice(0, most)
}

/** Paths relative to the root; types are erased, so whoever imports only those does not count. */
function importersIn(root: string): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>()
  const files = ['src', 'test'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  for (const file of files.filter((path) => path.endsWith('.ts'))) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, isType, named, loaded] of text.matchAll(/(?:^|\n)(?:import|export) (type )?[^'\n]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/g)) {
      if (isType) continue
      const target = relative(root, join(root, dirname(file), named ?? loaded ?? ''))
      importers.set(target, [...(importers.get(target) ?? []), file])
    }
  }
  return importers
}
