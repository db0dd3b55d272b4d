// Apart from the reader, so that a run without a configuration loads neither the schema nor its library.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const configFileNames = ['authlint.config.json', 'authlint.config.jsonc', '.authlintrc.json', 'package.json'] as const

/** The nearest configuration from `folder` upwards, as far as the root of the repository. */
export function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = configFileNames.map((name) => join(at, name)).find((path) => existsSync(path) && (!path.endsWith('package.json') || hasConfigKey(path)))
    if (found) return found
    if (existsSync(join(at, '.git')) || dirname(at) === at) return undefined
  }
}

/** A broken package.json is not this program's to report. */
function hasConfigKey(path: string): boolean {
  try {
    return 'authlint' in (JSON.parse(readFileSync(path, 'utf8')) as object)
  } catch {
    return false
  }
}
