import type { Terminal } from '../core/report.ts'
import type { OutputStream } from './io.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * What a stream can show. Colour: the flag, then NO_COLOR (https://no-color.org, any non-empty value), then
 * FORCE_COLOR, then whether that stream is a terminal.
 */
export function terminalOf(stream: OutputStream, when: string | undefined, env: Environment): Terminal {
  const color = wantsColor(stream, when, env)
  return {
    color,
    // In a pipe nobody wraps: a log viewer does that itself. Still, prose stays readable at 100 columns. Terminals of CI jobs say that they have 0.
    columns: Math.max(30, stream.columns || 100),
    unicode: /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'utf8') && env['TERM'] !== 'linux',
    hyperlinks: color && stream.isTerminal && supportsHyperlinks(env),
  }
}

function wantsColor(stream: OutputStream, when: string | undefined, env: Environment): boolean {
  if (when === 'always') return true
  if (when === 'never') return false
  if (env['NO_COLOR']) return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  return stream.isTerminal && env['TERM'] !== 'dumb'
}

/** Terminals known to follow OSC 8; on others the sequence may show as noise. */
const supportsHyperlinks = (env: Environment): boolean =>
  env['CI'] === undefined &&
  (Boolean(env['WT_SESSION'] || env['KITTY_WINDOW_ID'] || env['KONSOLE_VERSION']) ||
    ['iTerm.app', 'WezTerm', 'vscode', 'ghostty'].includes(env['TERM_PROGRAM'] ?? '') ||
    Number(env['VTE_VERSION'] ?? 0) >= 5000)
