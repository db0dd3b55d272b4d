import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { manualRequirements } from '../../src/core/asvs.ts'
import { render } from './render.ts'
import { judged, reportOf } from './sample.ts'

const manual = manualRequirements(2, new Set())
const report = reportOf(judged, { manual })

describe('requirements that are left to people', () => {
  it.each(['pretty', 'markdown', 'html', 'json', 'ndjson'] as const)('stand in %s, each of them', async (format) => {
    // A narrow page breaks the line anywhere between words.
    const words = (await render(format, report)).replace(/\s+/g, ' ')
    for (const { requirement } of manual) expect(words).toContain(requirement.replace('ASVS ', ''))
    expect(words).toMatch(/manual/)
  })

  it.each(['pretty', 'markdown', 'html', 'json', 'ndjson'] as const)('are not mentioned in %s by other presets', async (format) => {
    expect(await render(format, reportOf(judged))).not.toMatch(/manual|for people to look at/)
  })

  it('have a place in the schema of the report', async () => {
    const schema = JSON.parse(readFileSync(new URL('../../src/reporters/report.schema.json', import.meta.url), 'utf8')) as object
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    const document = JSON.parse(await render('json', report)) as { manual: { requirement: string }[] }
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    expect(document.manual).toEqual(manual)
    expect(validate({ ...document, manual: [{ requirement: 'passed' }] })).toBe(false)
  })
})
