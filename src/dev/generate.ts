// npm run generate: brings generated files up to date; `npm run check` fails while they are not.
import { writeFileSync } from 'node:fs'
import { registries } from './registry.ts'

// The registries first: what else is generated is made from the rules they list.
for (const { file, text } of registries()) writeFileSync(file, text)
const { generated } = await import('./generated.ts')
for (const { file, text } of await generated()) writeFileSync(file, text)
