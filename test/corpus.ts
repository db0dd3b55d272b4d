// Test data that other people wrote, read in place and never copied here.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const directory = resolve(import.meta.dirname, '..', process.env['AUTHLINT_CORPUS'] ?? '../shared/corpus')

/** Where a file of the corpora stands; undefined, and said loudly, when it is not on this machine. */
export function corpusPath(file: string): string | undefined {
  const path = resolve(directory, file)
  if (existsSync(path)) return path
  console.warn(`SKIPPED: ${file} is not here. Set AUTHLINT_CORPUS to the directory of the conformance corpora.`)
  return undefined
}

/** Rows of a file of JSON lines; undefined when the file is not on this machine. */
export function corpus<T>(file: string): readonly T[] | undefined {
  const path = corpusPath(file)
  if (path === undefined) return undefined
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
