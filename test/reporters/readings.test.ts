// How browsers and other programs read a cookie (`--compare`), in the formats that people read.
import { describe, expect, it } from 'vitest'
import type { SubjectView } from '../../src/core/subject.ts'
import type { CookieDetail } from '../../src/core/view.ts'
import type { Judged } from '../../src/core/report.ts'
import { render } from './render.ts'
import { judged, reportOf } from './sample.ts'

const [compared] = judged as readonly [Judged]
const unremarkable = { ...compared, findings: [] }
const { compare: _compare, ...rest } = compared.subject['cookie'] as CookieDetail
const notCompared: Judged = { ...unremarkable, subject: { ...compared.subject, cookie: rest } as SubjectView }

describe.each([
  ['html', 'as others read it', '<td data-label="scope">*.app.example.com, /</td>'],
  ['markdown', 'As others read it', '| tough-cookie | yes | `sid\\u{7c}other` |'],
  ['pretty', 'as others read it', 'scope: *.app.example.com, /'],
] as const)('%s', (format, heading, row) => {
  it('shows it for a cookie that nothing was found on, too', async () => {
    const text = await render(format, reportOf([unremarkable]))
    expect(text).toContain(heading)
    expect(text.replace(/\s+/g, ' ')).toContain(row)
    // Four programs agree, and share a line.
    expect(text.replace(/\s+/g, ' ')).toContain('Chromium, Firefox, Safari, curl, set-cookie-parser')
  })

  it('says nothing of it when nobody asked', async () => {
    expect(await render(format, reportOf([notCompared]))).not.toContain(heading)
  })
})

it('links the table of cookies to what is said of each', async () => {
  const page = await render('html', reportOf([unremarkable]))
  expect(page).toContain('href="#cookie-1"')
  expect(page).toContain('id="cookie-1"')
  expect(await render('html', reportOf([notCompared]))).not.toContain('href="#cookie-1"')
})
