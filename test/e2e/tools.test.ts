// Commands that judge nothing: explain, init, completion, and what is said about a command that does not exist.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { commands } from '../../src/cli/options.ts'
import { shells } from '../../src/cli/completions.ts'
import { ruleIds } from '../../src/rules/ids.ts'
import { authlint } from './command.ts'

const folderWith = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-init-'))
  mkdirSync(join(folder, '.git'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

describe('authlint explain', () => {
  it('tells how to mend a cookie in each framework', async () => {
    const { status, out } = await authlint(['explain', 'cookie/missing-httponly'])
    expect(status).toBe(0)
    expect(out).toMatch(/In your framework[\s\S]*Express[\s\S]*httpOnly: true[\s\S]*Django[\s\S]*SESSION_COOKIE_HTTPONLY/)
    expect(out).not.toContain('\u001b')
    expect((await authlint(['explain', 'jwt/alg-none'])).out).not.toContain('In your framework')
  })

  it('shows an entry that accepts the finding for a month', async () => {
    const { out } = await authlint(['explain', 'cookie/missing-secure'])
    const entry = JSON.parse(/^ +(\{ "rule": .*\})$/m.exec(out)?.[1] ?? '') as { until: string }
    expect((Date.parse(entry.until) - Date.now()) / 86_400_000).toBeGreaterThan(28)
    const cwd = folderWith({ 'authlint.config.json': JSON.stringify({ ignore: [{ ...entry, subject: 'sid' }] }) })
    const input = 'Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; HttpOnly; SameSite=Lax'
    const status = async (...words: string[]) => (await authlint(['cookie', '--url', 'https://app.example.com/', ...words, '-'], { cwd, input })).status
    expect([await status('--no-config'), await status(), await status('--now', '2999-01-01')]).toEqual([1, 0, 1])
  })

  it('says which rules are alike when it knows none of that name', async () => {
    expect((await authlint(['explain', 'jwt/alg'])).err).toContain('Rules that match: jwt/alg-key-mismatch, jwt/alg-none')
  })

  it('finds rules by what they refer to, and tells about several', async () => {
    expect((await authlint(['explain', 'cwe-614'])).err).toContain('cookie/missing-secure')
    expect((await authlint(['explain', 'jwt/*'])).err).toContain('Rules that match: jwt/alg-key-mismatch')
    const { status, out } = await authlint(['explain', 'jwt/alg-none', 'missing-secure'])
    expect([status, out]).toEqual([0, expect.stringMatching(/^jwt\/alg-none\n[^]*\n\ncookie\/missing-secure\n/)])
  })

  it('colours and links where the terminal can', async () => {
    const { out } = await authlint(['explain', 'jwt/alg-none', '--color', 'always'])
    expect(out).toContain('\u001b[1mjwt/alg-none')
    expect(out).toContain('https://www.rfc-editor.org/rfc/rfc8725#section-3.2')
  })

  it('writes JSON and Markdown', async () => {
    const json = JSON.parse((await authlint(['explain', 'missing-samesite', '--format', 'json'])).out) as Record<string, unknown>
    expect(json).toMatchObject({ id: 'cookie/missing-samesite', severity: { recommended: 'warn', strict: 'error' }, references: expect.arrayContaining([{ name: 'ASVS 3.3.2', url: expect.stringContaining('https://') as unknown }]) as unknown })
    const { out } = await authlint(['explain', 'cookie/missing-samesite', '--format', 'markdown'])
    expect(out).toMatch(/^# `cookie\/missing-samesite`\n/)
    expect(out.split('```').length % 2).toBe(1)
    expect((await authlint(['explain', 'jwt/alg-none', '--format', 'html'])).status).toBe(2)
  })
})

describe('a command that does not exist', () => {
  it.each([
    ['cokie', 'Did you mean authlint cookie?'],
    ['JWT', 'Did you mean authlint jwt?'],
    ['explian', 'Did you mean authlint explain?'],
    ['verify-everything', 'Commands: jwt'],
    ['verify', 'Did you mean authlint jwt TOKEN?'],
    ['lint', 'Did you mean authlint jwt, cookie, scan or jwks'],
    ['lint session.har', 'Did you mean authlint scan session.har'],
    ['check eyJhbGciOiJIUzI1NiJ9.e30.', 'Did you mean authlint jwt eyJhbGci...?'],
    ['session.har', 'Did you mean authlint scan session.har'],
    ['https://app.example/login', 'Did you mean authlint scan https://app.example/login?'],
    ['https://issuer.example/.well-known/jwks.json', 'Did you mean authlint jwks https://'],
    ['jwk', 'Did you mean authlint jwks'],
    ['-v', 'Did you mean authlint --version?'],
  ])('%s', async (line, says) => {
    const { status, err } = await authlint(line.split(' '))
    expect([status, err]).toEqual([2, expect.stringContaining(says)])
  })
})

describe('a word where only options go', () => {
  it.each([
    ['rules cookie', '--namespace cookie'],
    ['init strict', 'authlint init --help'],
  ])('%s', async (line, says) => expect(await authlint(line.split(' '), { cwd: folderWith() })).toMatchObject({ status: 2, err: expect.stringContaining(says) as unknown }))
})

describe('an option that does not exist', () => {
  it.each([
    ['jwt x --audience a', 'Did you mean --aud?'],
    ['jwt x --cert x.pem', 'Did you mean --key?'],
    ['jwt x --jwks-url u', 'Did you mean --jwks?'],
    ['jwt x --leeway 5', 'Did you mean --clock-tolerance?'],
    ['jwt x --json', 'Did you mean --format json?'],
    ['jwt x -o out', 'Did you mean --output?'],
    ['jwt x --no-color', 'Did you mean --color never?'],
    ['jwt x --ignore jwt/missing-exp', 'Did you mean --rule ID=off? authlint explain ID'],
    ['jwt --token x', 'It needs no option: authlint jwt token'],
    ['cookie --har x.har', 'It needs no option: authlint cookie file'],
    ['scan https://x.example --bearer t', "Did you mean --header 'Authorization: Bearer env:NAME'?"],
    ['cookie x --until 2027-01-01', 'authlint explain ID says how'],
    ['cookie x --browser firefox', 'Did you mean --compare?'],
    ['cookie x --key k', '--key is an option of authlint jwt and authlint scan.'],
    ['jwks x --prev y', 'Did you mean --previous?'],
    ['jwks x --token y', 'authlint jwt TOKEN --jwks FILE'],
    ['jwks x --old y', 'Did you mean --previous?'],
    // Pasted without quotation marks, a wrapped token comes as several words.
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJ -N5wemwvSA01juh9RHYCMYT1UQ0xWtpQ', 'Is that a part of a token?'],
    // What is not near is not suggested.
    ['jwt x --watch', '"  authlint jwt --help lists the options."'],
  ])('%s', async (line, says) => {
    const { status, err } = await authlint(line.split(' '))
    const hint = err.split('\n')[1] ?? ''
    expect([status, JSON.stringify(hint)]).toEqual([2, expect.stringContaining(says)])
  })
})

describe('authlint init', () => {
  const load = async (folder: string) => (await loadConfig(join(folder, 'authlint.config.jsonc'), { ruleIds })).config

  it('writes a configuration that loads, asks nothing and shows a call', async () => {
    const cwd = folderWith()
    const { status, out, err } = await authlint(['init'], { cwd })
    expect([status, err]).toEqual([0, expect.stringContaining('wrote authlint.config.jsonc')])
    expect(await load(cwd)).toMatchObject({ preset: 'recommended', failOn: 'error' })
    expect(out).toContain('npx authlint cookie login.txt --url')
    const used = await authlint(['cookie', '--print-config'], { cwd })
    expect([used.status, used.err]).toEqual([0, expect.stringContaining('authlint.config.jsonc')])
  })

  it('holds in comments only what loads when the comment signs are taken away', async () => {
    const cwd = folderWith()
    await authlint(['init', '--preset', 'strict'], { cwd })
    const file = join(cwd, 'authlint.config.jsonc')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/^(\s*)\/\/ (?=["{])/gm, '$1'))
    const { jwt, cookies, ignore, preset, failOn } = await load(cwd)
    expect([preset, failOn]).toEqual(['strict', 'warn'])
    expect([jwt?.algorithms, cookies?.expect?.['sid']?.httpOnly, ignore?.length]).toEqual([['ES256'], true, 1])
  })

  it('never overwrites by itself', async () => {
    const cwd = folderWith()
    await authlint(['init'], { cwd })
    expect((await authlint(['init', '--preset', 'api'], { cwd })).status).toBe(2)
    expect((await load(cwd)).preset).toBe('recommended')
    expect((await authlint(['init', '--preset', 'api', '--force'], { cwd })).status).toBe(0)
    expect((await load(cwd)).preset).toBe('api')
    const other = folderWith({ 'package.json': '{ "authlint": {} }' })
    const refused = await authlint(['init', '--force'], { cwd: other })
    expect([refused.status, existsSync(join(other, 'authlint.config.jsonc'))]).toEqual([2, false])
  })

  it.each([
    ['.github/workflows/ci.yml', '', 'GitHub Actions', '--format github'],
    ['.gitlab-ci.yml', '', 'GitLab', '--format gitlab='],
    ['Jenkinsfile', '', 'Jenkins', '--format junit='],
    ['README.md', '', 'Any CI', '--format html='],
  ])('shows the call for the CI of %s', async (file, text, name, format) => {
    const { out } = await authlint(['init'], { cwd: folderWith({ [file]: text }), env: { GITHUB_ACTIONS: '', GITLAB_CI: '', JENKINS_URL: '' } })
    expect(out).toContain(`# ${name}`)
    expect(out).toContain(format)
  })

  const hasScript = spawnSync('script', ['--version']).status === 0
  if (!hasScript) console.warn('SKIPPED: script is not installed, so init is not tried on a terminal')
  it.skipIf(!hasScript)('asks on a terminal', async () => {
    const cwd = folderWith()
    const bin = join(import.meta.dirname, '../../bin/authlint.cjs')
    const { stdout } = spawnSync('script', ['-qec', `"${process.execPath}" "${bin}" init`, '/dev/null'], { cwd, encoding: 'utf8', input: 'browser-session\n2\n', timeout: 20_000 })
    expect(stdout).toContain('What is to be checked?')
    expect(await load(cwd)).toMatchObject({ preset: 'browser-session', failOn: 'warn' })
  })

  it('names the framework that the project shows', async () => {
    const cwd = folderWith({ 'package.json': '{ "dependencies": { "express": "5", "express-session": "1" } }' })
    await authlint(['init'], { cwd })
    expect((await load(cwd)).cookies?.framework).toBe('express')
    const django = folderWith({ 'requirements.txt': 'Django==5.2\n' })
    await authlint(['init'], { cwd: django })
    expect((await load(django)).cookies?.framework).toBe('django')
  })
})

describe('authlint completion', () => {
  const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0
  const scriptOf = async (shell: string): Promise<string> => (await authlint(['completion', shell])).out

  it('wants to know the shell', async () => {
    expect((await authlint(['completion'])).status).toBe(2)
    expect((await authlint(['completion', 'zhs'])).err).toContain('Did you mean zsh?')
  })

  it.each(shells)('%s: knows every command and option', async (shell) => {
    const script = await scriptOf(shell)
    for (const { name, options } of commands) {
      expect(script).toContain(name)
      for (const option of options) expect(script, `${name} ${option.name}`).toContain(shell === 'fish' ? `-l ${option.name} ` : `--${option.name}`)
    }
    expect(script).toContain('cookie/missing-secure')
  })

  // What each shell offers for the same lines.
  const lines: readonly (readonly [words: readonly string[], offers: readonly string[], not: readonly string[]])[] = [
    [['co'], ['cookie', 'completion'], ['jwt']],
    [['jwt', '--preset', 'asvs'], ['asvs-l1', 'asvs-l2', 'asvs-l3'], ['strict']],
    [['jwt', '--ju'], [], ['--jwks']],
    [['jwt', '--jwk'], ['--jwks'], ['--key', '--url']],
    [['cookie', '--fra'], ['--framework'], []],
    [['cookie', '--framework', 'dj'], ['django'], ['express']],
    [['explain', 'cookie/missing-s'], ['cookie/missing-secure', 'cookie/missing-samesite'], ['jwt/alg-none']],
    [['completion', ''], ['bash', 'zsh', 'fish'], []],
    [['cookie', 'respon'], ['response.txt'], []],
    [['cookie', '--config', 'con'], ['config.json'], ['response.txt']],
  ]
  const cwd = folderWith({ 'response.txt': '', 'config.json': '' })
  const completers: Readonly<Record<(typeof shells)[number], (script: string, words: readonly string[]) => string>> = {
    bash: (script, words) => `${script}\nCOMP_WORDS=(authlint ${words.map((word) => `'${word}'`).join(' ')})\nCOMP_CWORD=${words.length}\n_authlint\nprintf '%s\\n' "\${COMPREPLY[@]}"`,
    fish: (script, words) => `${script}\ncomplete -C 'authlint ${words.join(' ')}'`,
    // A second zsh on a pseudo terminal, in which the tab key is pressed.
    zsh: (script, words) => `zmodload zsh/zpty
zpty -b z zsh -f -i
ask() { zpty -w z "$1"; zpty -r z REPLY $'*'"$2"'*' }
zpty -w z "PS1=; unsetopt beep zle_bracketed_paste; LISTMAX=1000; autoload -U compinit; compinit -u -D; zstyle ':completion:*' menu no; source ${script}; setopt list_ambiguous; bindkey '^I' list-choices; echo rea''dy"
zpty -r -m z line '*ready*'
zpty -w -n z "authlint ${words.join(' ')}"$'\\t'
sleep 0.6
zpty -w -n z $'\\C-u'"echo do''ne"$'\\n'
zpty -r -m z line '*done*' && print -r -- "$line"
zpty -d z`,
  }

  for (const shell of shells) {
    if (!has(shell)) console.warn(`SKIPPED: ${shell} is not installed, so its completion is not tried`)
    describe.skipIf(!has(shell))(`in ${shell}`, () => {
      it.each(lines)('authlint %j', async (words, offers, not) => {
        const text = await scriptOf(shell)
        const file = join(cwd, `.completion.${shell}`)
        writeFileSync(file, text)
        const { stdout, stderr } = spawnSync(shell, [...(shell === 'zsh' ? ['-f'] : []), '-c', completers[shell](shell === 'zsh' ? file : text, words)], { cwd, encoding: 'utf8', timeout: 20_000, env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'dumb', COLUMNS: '200' } })
        expect(stderr).toBe('')
        // What was typed is echoed by a terminal.
        const offered = (shell === 'fish' ? stdout.replace(/\t.*/g, '') : stdout).split(/\s+/).filter((word) => word !== words.at(-1))
        const single = offers.length === 1 && shell === 'zsh' ? stdout.replace(/\s/g, '').includes(offers[0] ?? '') : false
        for (const word of offers) expect(single || offered.includes(word), `${word} in ${JSON.stringify(stdout)}`).toBe(true)
        for (const word of not) expect(offered).not.toContain(word)
      })
    })
  }
})
