// npm run new-rule -- family/name: writes the rule, its test and its line in the registry.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { registries, rulesFolder } from './registry.ts'

const [id = ''] = process.argv.slice(2)
const families = ['jwt', 'jwk', 'cookie', 'response', 'flow']
if (!new RegExp(`^(${families.join('|')})/[a-z0-9]+(-[a-z0-9]+)*$`).test(id)) {
  console.error(`Usage: npm run new-rule -- family/what-is-wrong\nFamilies: ${families.join(', ')}. Name the defect, in lower case with hyphens.`)
  process.exitCode = 2
} else {
  const rule = join(rulesFolder, `${id}.ts`)
  const test = join(rulesFolder, '../../test/rules', `${id}.test.ts`)
  const write = (file: string, text: string) => {
    if (existsSync(file)) return console.error(`kept ${file}: it is already there`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    console.error(`wrote ${file}`)
  }
  write(rule, ruleTemplate(id))
  write(test, testTemplate(id))
  for (const { file, text } of registries()) writeFileSync(file, text)
  console.error('wrote the registries in src/rules')
}

function ruleTemplate(ruleId: string): string {
  const kind = ruleId.split('/')[0]
  return `import { defineRule } from '../define.ts'

export default defineRule({
  id: '${ruleId}',
  meta: {
    kind: '${kind}',
    severity: 'warn',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'TODO: the defect, in one sentence.',
    rationale: 'TODO: what an attacker or a browser does with it.',
    remediation: 'TODO: what to change.',
    references: [],
    messages: {
      found: 'TODO: what is wrong here, with {data}.',
    },
    examples: { bad: [], good: [] },
  },
  check(subject, { report }) {
    void subject
    void report
  },
})
`
}

function testTemplate(ruleId: string): string {
  return `import rule from '../../../src/rules/${ruleId}.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [],
  invalid: [],
})
`
}
