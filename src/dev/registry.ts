// Writes src/rules/index.ts from the rule files that are there: explicit, sorted, one line a rule.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export const rulesFolder = join(import.meta.dirname, '../rules')
export const registryFile = join(rulesFolder, 'index.ts')

/** Ids of the rule files: `family/name`, sorted. */
export function ruleFiles(): string[] {
  return readdirSync(rulesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(rulesFolder, name)).map((file) => `${name}/${file.replace(/\.ts$/, '')}`))
    .sort()
}

const identifier = (id: string): string => id.replace(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase())

export function registryText(ids = ruleFiles()): string {
  return [
    '// The registry: one line a rule, sorted by id. `npm run new-rule -- family/name` adds a line.',
    "import type { Rule } from '../core/rule.ts'",
    ...ids.map((id) => `import ${identifier(id)} from './${id}.ts'`),
    '',
    'export const rules: readonly Rule[] = [',
    ...ids.map((id) => `  ${identifier(id)},`),
    ']',
    '',
  ].join('\n')
}
