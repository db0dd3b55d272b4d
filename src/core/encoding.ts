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

/** What to do about it. */
export const gzipHint = 'Unpack it first: gzip -d.'

/** UTF-16 whose mark is missing: of ASCII every other octet is NUL. Told by the beginning. */
export function unmarkedUtf16Of(octets: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (utf16Of(octets)) return undefined
  const sample = octets.subarray(0, 512)
  const zeros = [0, 0]
  for (const [at, octet] of sample.entries()) if (octet === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  // Letters of other scripts have no NUL, but what separates them has.
  const most = sample.length / 4
  return sample.length < 4 ? undefined : odd > most && even === 0 ? 'utf-16le' : even > most && odd === 0 ? 'utf-16be' : undefined
}

/** What to do about it. */
export const utf16Hint = (encoding: 'utf-16le' | 'utf-16be'): string => `Convert it to UTF-8: iconv -f ${encoding.toUpperCase()} -t UTF-8. In PowerShell: Get-Content -Encoding ${encoding === 'utf-16le' ? 'Unicode' : 'BigEndianUnicode'} and Set-Content -Encoding utf8.`
