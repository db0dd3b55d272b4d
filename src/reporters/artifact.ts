import { visible } from '../core/text.ts'

/**
 * The path that code scanning knows an input by: relative, with `/`, without `.` and `..`. What is no file (standard
 * input, an argument, a URL) keeps its name, since these services refuse a finding without a place.
 */
export function artifactPath(input: string): string {
  const segments = input
    .slice(0, 1000)
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/^[A-Za-z]:(?=[\\/])/, '')
    .split(/[\\/]/)
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map((segment) => visible(segment, Infinity))
  return segments.join('/') || 'input'
}

/** The same as a relative URI reference (RFC 3986 section 4.2). */
export const artifactUri = (input: string): string => artifactPath(input).split('/').map(encodeURIComponent).join('/')
