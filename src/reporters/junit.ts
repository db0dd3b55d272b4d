import type { Finding } from '../core/finding.ts'
import type { Judged, Problem, Report, Reporter, SuppressedFinding } from '../core/report.ts'
import { linesOf, place, safe, title } from './describe.ts'

/**
 * JUnit XML as the Ant task writes it, which is what every reader understands: a suite for each subject, in it a case
 * for each rule that looks at subjects of its kind, so that what is right shows, too.
 */
export const reporter: Reporter = {
  end: (report) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites>',
      ...report.judged.map((judged, i) => suite(subjectSuite(judged, report), i, report)),
      ...(report.problems.length > 0 ? [suite(problemSuite(report.problems), report.judged.length, report)] : []),
      '</testsuites>',
      '',
    ].join('\n'),
}

interface Case {
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped'
  /** Kind of the failure or error. */
  readonly type?: string
  readonly message?: string
  readonly text?: string
}

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
  /** What is worth reading though it fails nothing. */
  readonly output: string
}

function subjectSuite({ subject, findings, suppressed }: Judged, { rules }: Report): Suite {
  const ran = [...rules].flatMap(([id, { kind, severity }]) => (kind === subject.kind && severity !== 'off' ? [id] : []))
  const names = new Set([...ran, ...findings.map(({ rule }) => rule), ...suppressed.map(({ rule }) => rule)])
  const notes = findings.filter(({ severity }) => severity === 'info')
  return {
    name: `${title(subject)} (${place(subject.source)})`,
    cases: [...names].toSorted().map((rule) =>
      ruleCase(
        rule,
        findings.filter((finding) => finding.rule === rule && finding.severity !== 'info'),
        suppressed.filter((finding) => finding.rule === rule),
      ),
    ),
    output: notes.map(findingText).join('\n\n'),
  }
}

function ruleCase(name: string, failing: readonly Finding[], suppressed: readonly SuppressedFinding[]): Case {
  const [worst] = failing
  if (worst) return { name, outcome: 'failure', type: worst.severity, message: worst.message, text: failing.map(findingText).join('\n\n') }
  const [known] = suppressed
  return known ? { name, outcome: 'skipped', message: `suppressed: ${known.suppression.reason}` } : { name, outcome: 'passed' }
}

const problemSuite = (problems: readonly Problem[]): Suite => ({
  name: 'authlint input',
  cases: problems.map(({ code, message, hint }) => ({ name: code, outcome: 'error', type: code, message, text: linesOf(hint ?? '').join('\n') })),
  output: '',
})

const findingText = ({ severity, rule, location, message, evidence, fix, references }: Finding): string =>
  [...[`${severity} ${rule} at ${place(location)}`, message, evidence].map(safe), `Fix: ${linesOf(fix).join('\n     ')}`, safe(references.join(', '))].join('\n')

function suite({ name, cases, output }: Suite, id: number, { now }: Report): string {
  const number = (outcome: Case['outcome']) => String(cases.filter((one) => one.outcome === outcome).length)
  const attributes = {
    name,
    package: 'authlint',
    id: String(id),
    tests: String(cases.length),
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
    time: '0',
    timestamp: new Date(now * 1000).toISOString().slice(0, 19),
    hostname: 'localhost',
  }
  const classname = `authlint.${name.replaceAll('.', '_')}`
  return [
    `  <testsuite${written(attributes)}>`,
    '    <properties/>',
    ...cases.map((one) => testCase(one, classname)),
    `    <system-out>${xml(output)}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ].join('\n')
}

function testCase({ name, outcome, type, message = '', text = '' }: Case, classname: string): string {
  const open = `    <testcase${written({ name, classname, time: '0' })}`
  if (outcome === 'passed') return `${open}/>`
  return `${open}>\n      <${outcome}${written({ message, ...(type === undefined ? {} : { type }) })}>${xml(text)}</${outcome}>\n    </testcase>`
}

const written = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xml(safe(value))}"`)
    .join('')

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Lines of safe text in XML 1.0. */
const xml = (lines: string): string => lines.replace(/[&<>"']/g, (character) => entities[character] ?? '')
