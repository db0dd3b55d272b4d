// Files, or parts of files, that follow from the code. `npm run generate` writes them, a test compares them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rulesMarkdown } from '../cli/commands/rules.ts'
import { rules } from '../rules/index.ts'
import { registries } from './registry.ts'

const readme = join(import.meta.dirname, '../../README.md')

export interface Generated {
  readonly file: string
  readonly text: string
}

export function generated(): readonly Generated[] {
  return [
    ...registries(),
    { file: readme, text: between(readFileSync(readme, 'utf8'), 'rules', rulesMarkdown(rules, ['recommended', 'strict'])) },
  ]
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function between(text: string, name: string, part: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const start = text.indexOf(open)
  const end = text.indexOf(close)
  if (start === -1 || end === -1) throw new Error(`${open} … ${close} is missing`)
  return `${text.slice(0, start + open.length)}\n\n${part}\n${text.slice(end)}`
}
