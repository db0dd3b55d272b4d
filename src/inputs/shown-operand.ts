import { existsSync } from 'node:fs'
import { count, visible } from '../core/text.ts'

/**
 * A word that was to name a file, as an error may repeat it: whole when it does or looks like it, else little of it. People
 * paste tokens, cookies, keys and secrets where a name belongs, and errors end up in logs.
 *
 * @param bare a word without folder and extension counts as a name
 */
export function shownOperand(text: string, { bare = true } = {}): string {
  if (existsSync(text) || (!looksSecret(text) && (isPath.test(text) || (bare && (text.length <= 12 || !/\d/.test(text)))))) return visible(text)
  const length = count(text.length, 'character')
  return text.length < 12 ? `(${length}, not shown)` : `${visible(text.slice(0, 4))}... (${length})`
}

/** It says where it is, or ends in an extension. */
const isPath = /^(?:~|\.{1,2})?[\\/]|^[a-z]:[\\/]|\.[a-z]\w{0,7}$/i

const looksSecret = (text: string): boolean =>
  text.length > 255 || /[=;"{}\r\n]|^eyJ|^(?:bearer|basic)\s/i.test(text) || (text.match(/[A-Za-z\d+]{16,}/g) ?? []).some((run) => /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run))
