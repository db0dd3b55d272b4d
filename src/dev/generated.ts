// Files, or parts of files, that follow from the code. `npm run generate` writes them, a test compares them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rulesMarkdown } from '../cli/commands/rules.ts'
import { rules } from '../rules/index.ts'
import { configJsonSchema, configMarkdown } from './config-reference.ts'
import { fixture, fixtures, screen } from './readme.ts'
import { registries } from './registry.ts'

const readme = join(import.meta.dirname, '../../README.md')
const configSchemaFile = join(import.meta.dirname, '../config/config.schema.json')

export interface Generated {
  readonly file: string
  readonly text: string
}

/** Parts of the README by the name of their marks. */
const readmeParts: Readonly<Record<string, () => string | Promise<string>>> = {
  'screen: jwt': () => screen('authlint jwt $TOKEN --jwks issuer.jwks.json --aud https://api.example', ['jwt', fixture('access-token.txt'), '--jwks', join(fixtures, 'issuer.jwks.json'), '--aud', 'https://api.example']),
  'screen: cookie': () => screen('curl -si https://app.example.com/login | authlint cookie --url https://app.example.com/login', ['cookie', '--url', 'https://app.example.com/login', '-'], 'fixtures/readme/login.txt'),
  config: configMarkdown,
  rules: () => rulesMarkdown(rules, ['recommended', 'strict']),
}

export async function generated(): Promise<readonly Generated[]> {
  let text = readFileSync(readme, 'utf8')
  for (const [name, part] of Object.entries(readmeParts)) text = between(text, name, await part())
  return [...registries(), { file: configSchemaFile, text: configJsonSchema(rules) }, { file: readme, text }]
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function between(text: string, name: string, part: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const start = text.indexOf(open)
  const end = text.indexOf(close)
  if (start === -1 || end === -1) throw new Error(`${open} … ${close} is missing`)
  return `${text.slice(0, start + open.length)}\n\n${part}\n${text.slice(end)}`
}
