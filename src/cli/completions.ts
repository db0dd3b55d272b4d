// Completion scripts, made from the table of commands: static text that starts no program while somebody types.
import { tokenKinds } from '../core/policy.ts'
import { frameworks } from '../cookie/remedies.ts'
import { formats } from '../reporters/index.ts'
import { ruleIds } from '../rules/ids.ts'
import { commands, type CommandSpec, type OptionSpec } from './options.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

export const completionScript = (shell: Shell): string => scripts[shell]()

/** What may stand behind an option or as an operand: words, names of files, or something that nobody can guess. */
type Values = readonly string[] | 'files' | undefined

const knownValues: Readonly<Record<string, readonly string[]>> = { format: formats, rule: ruleIds, framework: frameworks, kind: tokenKinds }

function valuesOf({ name, choices, value }: OptionSpec): Values {
  if (value === undefined) return undefined
  const known = choices ?? (Object.hasOwn(knownValues, name) ? knownValues[name] : undefined)
  return known ?? (['FILE', 'KEY', 'SECRET'].includes(value) ? 'files' : undefined)
}

const operandsOf = ({ name }: CommandSpec): Values => (name === 'explain' ? ruleIds : name === 'completion' ? shells : ['rules', 'init', 'advise'].includes(name) ? undefined : 'files')

const optionWords = ({ options }: CommandSpec): readonly string[] => options.flatMap(({ name, short }) => [`--${name}`, ...(short ? [`-${short}`] : [])])

const names = [...commands.map(({ name }) => name), 'help']

function bash(): string {
  const reply = (values: Values): string => (values === 'files' ? '_authlint_files' : values ? `_authlint_words '${values.join(' ')}'` : ':')
  const values = ({ name, options }: CommandSpec) =>
    options
      .filter((option) => option.value !== undefined)
      .map((option) => `    ${[`${name}:--${option.name}`, ...(option.short ? [`${name}:-${option.short}`] : [])].join('|')}) ${reply(valuesOf(option))}; return ;;`)
  return `# bash completion of authlint: source <(authlint completion bash)
_authlint_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_authlint_files() { compopt -o filenames 2>/dev/null; local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$cur")); }
_authlint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  # --option=value comes as three words.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then _authlint_words '${names.join(' ')} --help --version'; return; fi
  case \${COMP_WORDS[1]}:$prev in
${commands.flatMap(values).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case \${COMP_WORDS[1]} in
${commands.map((command) => `      ${command.name}) _authlint_words '${optionWords(command).join(' ')}' ;;`).join('\n')}
    esac
    return
  fi
  case \${COMP_WORDS[1]} in
    help) _authlint_words '${commands.map(({ name }) => name).join(' ')}' ;;
${commands.map((command) => `    ${command.name}) ${reply(operandsOf(command))} ;;`).join('\n')}
  esac
}
complete -F _authlint authlint
`
}

/** Text between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function zsh(): string {
  const action = (values: Values): string => (values === 'files' ? '_files' : values ? `(${values.join(' ')})` : ' ')
  // Inside a specification, brackets and colons have a meaning of their own.
  const text = (help: string): string => help.replace(/[[\]:\\]/g, '\\$&')
  const spec = (option: OptionSpec): readonly string[] =>
    [`--${option.name}`, ...(option.short ? [`-${option.short}`] : [])].map((name) =>
      quoted(`${option.repeatable ? '*' : ''}${name}${option.value === undefined ? '' : name.startsWith('--') ? '=' : '+'}[${text(option.help)}]${option.value === undefined ? '' : `:${text(option.value)}:${action(valuesOf(option))}`}`),
    )
  const section = (command: CommandSpec): string =>
    [`    ${command.name}) _arguments -s -S \\`, ...command.options.flatMap(spec).map((line) => `      ${line} \\`), `      ${quoted(`*:${text(command.operands) || 'nothing'}:${action(operandsOf(command))}`)} ;;`].join('\n')
  return `#compdef authlint
# zsh completion of authlint: source <(authlint completion zsh), or as a file _authlint in a folder of $fpath
_authlint() {
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
    'help:show help'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
    help) _describe command commands ;;
${commands.map(section).join('\n')}
  esac
}
if [[ $funcstack[1] == _authlint ]]; then _authlint "$@"; else compdef _authlint authlint; fi
`
}

function fish(): string {
  const escaped = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
  const value = (values: Values): string => (values === 'files' ? '-r -F' : values ? `-x -a ${escaped(values.join(' '))}` : '-x')
  const lines = commands.flatMap((command) => {
    const within = `complete -c authlint -n '__fish_seen_subcommand_from ${command.name}'`
    const operands = operandsOf(command)
    return [
      `complete -c authlint -n __fish_use_subcommand -f -a ${command.name} -d ${escaped(command.summary)}`,
      ...(operands === 'files' ? [] : [`${within} -f${operands ? ` -a ${escaped(operands.join(' '))}` : ''}`]),
      ...command.options.map((option) => `${within} -l ${option.name}${option.short ? ` -s ${option.short}` : ''} ${option.value === undefined ? '-f' : value(valuesOf(option))} -d ${escaped(option.help)}`),
    ]
  })
  return `# fish completion of authlint: authlint completion fish | source
complete -c authlint -n __fish_use_subcommand -f -a help -d 'show help'
complete -c authlint -n '__fish_seen_subcommand_from help' -f -a '${commands.map(({ name }) => name).join(' ')}'
${lines.join('\n')}
`
}

const scripts: Readonly<Record<Shell, () => string>> = { bash, zsh, fish }
