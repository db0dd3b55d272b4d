// Brings generated files up to date; `npm run check` and the architecture test fail while they are not.
import { writeFileSync } from 'node:fs'
import { registryFile, registryText } from './registry.ts'

writeFileSync(registryFile, registryText())
