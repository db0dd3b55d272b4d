import { visible } from '../core/text.ts'

/**
 * The path that code scanning knows an input by: relative to the folder of the run, with `/`, without `.` and `..`. What is no
 * file (standard input, an argument, a URL) keeps its name, since these services refuse a finding without a place.
 */
export function artifactPath(input: string, folder = ''): string {
  const segments = withoutFolder(input, folder)
    .slice(0, 1000)
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/^[A-Za-z]:(?=[\\/])/, '')
    .split(/[\\/]/)
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    // The backslash of an escape parts folders on Windows.
    .map((segment) => visible(segment, Infinity).replaceAll('\\', '_'))
  return segments.join('/') || 'input'
}

/** Windows writes a path with either slash, and knows it in any case. */
function withoutFolder(input: string, folder: string): string {
  const isWindows = /^[A-Za-z]:[\\/]/.test(folder)
  const comparable = (path: string) => (isWindows ? path.replaceAll('\\', '/').toLowerCase() : path)
  const start = comparable(`${folder.replace(/[\\/]$/, '')}/`)
  return folder !== '' && comparable(input).startsWith(start) ? input.slice(start.length) : input
}

/** The same as a relative URI reference (RFC 3986 section 4.2). */
export const artifactUri = (input: string, folder?: string): string => artifactPath(input, folder).split('/').map(encodeURIComponent).join('/')
