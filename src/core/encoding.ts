/** What the first octets of a file tell about how it is written. */

/** By the byte order mark: UTF-16 is what `>` of Windows PowerShell writes. */
export const utf16Of = (octets: Uint8Array): 'utf-16le' | 'utf-16be' | undefined =>
  octets[0] === 0xff && octets[1] === 0xfe ? 'utf-16le' : octets[0] === 0xfe && octets[1] === 0xff ? 'utf-16be' : undefined

/** UTF-8 has one where a program of Windows wrote it. */
export const hasUtf8Mark = (octets: Uint8Array): boolean => octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf

/** Text of a whole file, UTF-8 or UTF-16 with its mark; the mark itself is gone. */
export const textOf = (octets: Uint8Array): string => new TextDecoder(utf16Of(octets) ?? 'utf-8').decode(octets)

/** RFC 1952 section 2.3.1. */
export const isGzip = (octets: Uint8Array): boolean => octets[0] === 0x1f && octets[1] === 0x8b
