// npm run generate: brings generated files up to date; `npm run check` fails while they are not.
import { writeFileSync } from 'node:fs'
import { registryFile, registryText } from './registry.ts'

// The registry first: what else is generated is made from the rules it lists.
writeFileSync(registryFile, registryText())
const { generated } = await import('./generated.ts')
for (const { file, text } of generated()) writeFileSync(file, text)
