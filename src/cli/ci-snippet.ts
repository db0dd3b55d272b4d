import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from './io.ts'

/** How authlint is called in a CI. */
interface CiSnippet {
  readonly name: string
  readonly where: string
  readonly snippet: string
}

/**
 * Two commands, not a pipe: a plain shell gives a pipe the status of its last command, and an error page sets no cookies that
 * could be wrong. With -f curl itself fails on one.
 */
const commandsFor = (formats: string): readonly [string, string] => ['curl -sSif -o login.txt "$STAGING_URL"', `npx authlint cookie login.txt --url "$STAGING_URL" ${formats}`]

const stagingUrl = 'https://staging.example.com/login'

const indented = (columns: number, lines: readonly string[]): string => lines.map((line) => ' '.repeat(columns) + line).join('\n')

/** The CI that the folder or the environment shows, and what to write into its file. */
export function ciSnippet({ cwd, env }: Pick<Io, 'cwd' | 'env'>): CiSnippet {
  const has = (path: string) => existsSync(join(cwd, path))
  if (has('.github/workflows') || env['GITHUB_ACTIONS']) {
    return {
      name: 'GitHub Actions',
      where: 'steps of a workflow in .github/workflows; its job needs permissions: { contents: read, security-events: write }',
      snippet: `- name: Check the cookies of the login page
  run: |
${indented(4, commandsFor('--format github --format sarif=authlint.sarif'))}
  env:
    STAGING_URL: ${stagingUrl}
- uses: github/codeql-action/upload-sarif@v4
  if: \${{ !cancelled() && hashFiles('authlint.sarif') != '' }}
  with:
    sarif_file: authlint.sarif
`,
    }
  }
  if (has('.gitlab-ci.yml') || env['GITLAB_CI']) {
    return {
      name: 'GitLab',
      where: 'a job in .gitlab-ci.yml',
      snippet: `authlint:
  image: node:22
  variables:
    STAGING_URL: ${stagingUrl}
  script:
${indented(4, commandsFor('--format gitlab=gl-code-quality-report.json').map((command) => `- ${command}`))}
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`,
    }
  }
  if (has('Jenkinsfile') || env['JENKINS_URL']) {
    return {
      name: 'Jenkins',
      where: 'a stage in the Jenkinsfile',
      snippet: `stage('authlint') {
  environment { STAGING_URL = '${stagingUrl}' }
  steps {
    sh '''
${indented(6, commandsFor('--format junit=authlint.xml'))}
    '''
  }
  post { always { junit 'authlint.xml' } }
}
`,
    }
  }
  return { name: 'Any CI', where: 'the exit status decides: 0 passes, 1 is a finding, 3 means that nothing could be checked', snippet: `set -e\nSTAGING_URL=${stagingUrl}\n${commandsFor('--format html=authlint.html').join('\n')}\n` }
}
