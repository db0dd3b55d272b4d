// What each format looks like, whole. After a change that is meant: npx vitest run --config test/vitest.config.ts test/reporters/golden.test.ts -u
import { expect, it } from 'vitest'
import { formats, type Format } from '../../src/reporters/index.ts'
import { jobSummary } from '../../src/reporters/github.ts'
import { render } from './render.ts'
import { judged, plain, report, reportOf } from './sample.ts'

const extension: Record<Format, string> = {
  pretty: 'txt',
  compact: 'txt',
  json: 'json',
  ndjson: 'ndjson',
  sarif: 'sarif',
  junit: 'xml',
  github: 'txt',
  gitlab: 'json',
  markdown: 'md',
  html: 'html',
}

it.each(formats)('%s', async (format) => {
  await expect(await render(format)).toMatchFileSnapshot(`golden/${format}.${extension[format]}`)
})

it('pretty, in colour', async () => {
  const text = await render('pretty', reportOf(judged.slice(0, 2)), { ...plain, columns: 100, color: true, hyperlinks: true })
  await expect(text.replaceAll('\u001b', 'ESC')).toMatchFileSnapshot('golden/pretty-colour.txt')
})

it('pretty, narrow and in ASCII', async () => {
  await expect(await render('pretty', report, { ...plain, columns: 60, unicode: false })).toMatchFileSnapshot('golden/pretty-narrow.txt')
})

it('the job summary is the Markdown report', async () => {
  expect(jobSummary(report)).toBe(await render('markdown'))
})
