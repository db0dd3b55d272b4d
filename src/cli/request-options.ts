// What the user says about requests: to where, with what, and how long to wait.
import { readFileSync } from 'node:fs'
import { textOf } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import type { Ask, AskOptions } from '../inputs/ask.ts'
import { readWhole } from '../inputs/read.ts'
import type { Options } from './arguments.ts'
import type { Io } from './io.ts'
import { duration } from './values.ts'

const requestOptions = ['method', 'header', 'data', 'origin', 'timeout', 'max-redirects']

/** A request for each URL. Options of requests are refused where there is none: somebody forgot it. */
export function requestsOf(urls: readonly string[], options: Options, io: Io): readonly Ask[] {
  const given = urls.length === 0 ? requestOptions.find((name) => options.all(name).length > 0) : undefined
  if (given !== undefined) throw new AuthlintError('USAGE', `--${given} is for a request, and no URL was given`, 'authlint scan https://staging.example.com/login sends one.')
  return urls.map((url) => requestTo(url, options, io))
}

/** @param now seconds since 1970 */
export const limitsOf = (options: Options, env: Io['env'], now: number): AskOptions => ({ env, timeout: timeoutOf(options) * 1000, maxRedirects: redirectsOf(options), now })

function requestTo(address: string, options: Options, io: Io): Ask {
  if (!URL.canParse(address)) throw new AuthlintError('USAGE', `this is not a URL: ${visible(address, 100)}`)
  const url = new URL(address)
  url.hash = ''
  if (url.username !== '' || url.password !== '') {
    throw new AuthlintError('USAGE', 'the URL holds a user name or password', "What is on the command line is seen by others. Put it into a variable: --header 'Authorization: env:NAME'")
  }
  const data = options.one('data')
  const body = data === undefined ? undefined : Buffer.from(data.startsWith('@') ? readWhole(data.slice(1)) : data, data.startsWith('@') ? 'latin1' : 'utf8')
  const origin = options.one('origin')
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).origin !== origin.replace(/\/$/, ''))) {
    throw new AuthlintError('USAGE', `--origin is not an origin: "${visible(origin, 80)}"`, 'Write scheme and host only: --origin https://attacker.example')
  }
  return {
    url,
    method: methodOf(options.one('method'), body !== undefined),
    headers: options.all('header').flatMap((text) => headersOf(text, io)),
    ...(body ? { body } : {}),
    ...(origin === undefined ? {} : { probeOrigin: origin.replace(/\/$/, '') }),
  }
}

function methodOf(text: string | undefined, hasBody: boolean): string {
  const method = text?.toUpperCase() ?? (hasBody ? 'POST' : 'GET')
  if (!/^[A-Z]{1,20}$/.test(method) || method === 'CONNECT' || method === 'TRACE') throw new AuthlintError('USAGE', `--method does not take "${visible(text ?? '', 40)}"`, 'Common methods: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS.')
  return method
}

type HeaderPair = readonly [name: string, value: string]

/** `Name: value`, `Name: env:VARIABLE`, or `@file` with one a line. */
function headersOf(text: string, io: Io): readonly HeaderPair[] {
  if (!text.startsWith('@')) return [headerOf(text, io, '--header')]
  const path = text.slice(1)
  let lines: string
  try {
    lines = textOf(readFileSync(path))
  } catch (error) {
    throw new AuthlintError('INPUT_UNREADABLE', `cannot read ${visible(path)}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`)
  }
  return lines
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => headerOf(line, io, path))
}

/** Fields that the transport writes itself. */
const ownFields = new Set(['content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect', 'te', 'trailer'])

function headerOf(text: string, io: Io, from: string): HeaderPair {
  const match = /^([!#$%&'*+\-.^_`|~\w]{1,256}):[ \t]*([^]*)$/.exec(text)
  // The text may hold a credential: only what stands before a colon is shown.
  const shown = visible(text.includes(':') ? (text.split(':')[0] ?? '') : 'a text without a colon', 40)
  if (!match) throw new AuthlintError('USAGE', `${visible(from)}: this is not a header: ${shown}`, "Write it as in HTTP: --header 'Accept: text/html'")
  const [, name = '', padded = ''] = match
  const written = padded.replace(/(?<![ \t])[ \t]+$/, '')
  if (ownFields.has(name.toLowerCase())) throw new AuthlintError('USAGE', `authlint sets the header ${visible(name)} itself`)
  const value = written.replace(/(^|\s)env:([A-Za-z_]\w*)$/, (_, before: string, variable: string) => {
    const found = io.env[variable]
    if (found === undefined || found === '') throw new AuthlintError('USAGE', `the variable ${variable} for the header ${visible(name)} is not set`)
    return before + found.trim()
  })
  if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value)) throw new AuthlintError('USAGE', `the value of the header ${visible(name)} contains characters that a header cannot`, 'Line breaks and text outside Latin-1 cannot be sent.')
  if (from === '--header' && value === written && /^(?:authorization|cookie|proxy-authorization)$/i.test(name)) {
    io.stderr.write(`authlint: warning: ${visible(name)} is on the command line, where others and the shell's history see it; --header '${visible(name)}: env:NAME' takes it from a variable\n`)
  }
  return [name, value]
}

/** In seconds. */
const timeoutOf = (options: Options): number => {
  const text = options.one('timeout')
  const seconds = text === undefined ? 10 : duration('--timeout', text)
  if (seconds < 1 || seconds > 600) throw new AuthlintError('USAGE', '--timeout takes 1 second to 10 minutes')
  return seconds
}

const redirectsOf = (options: Options): number => {
  const text = options.one('max-redirects') ?? '5'
  if (!/^\d{1,2}$/.test(text) || Number(text) > 20) throw new AuthlintError('USAGE', `--max-redirects takes a number from 0 to 20, not "${visible(text, 20)}"`)
  return Number(text)
}
