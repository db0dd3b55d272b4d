/** Encodings met inside cookie values. Octets are text of one character an octet. */

/** Percent-decoded; undefined when nothing is percent-encoded or a `%` stands for itself. */
export function percentDecoded(octets: string): string | undefined {
  if (!octets.includes('%') || /%(?![0-9A-Fa-f]{2})/.test(octets)) return undefined
  return octets.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/** Octets of base64 or base64url text, padded or not, line breaks allowed; undefined when it is neither. */
export function base64Decoded(text: string): string | undefined {
  const joined = text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]/g, '') : text
  if (!/^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/.test(joined)) return undefined
  const bare = joined.endsWith('=') ? joined.replace(/(?<!=)=+$/, '') : joined
  if (bare.length < 4 || bare.length % 4 === 1 || (joined !== bare && joined.length % 4 !== 0)) return undefined
  // Leftover bits that are not zero: no encoder wrote this.
  return lastCharacters[bare.length % 4]?.includes(bare.charAt(bare.length - 1)) === false ? undefined : Buffer.from(bare, 'base64').toString('latin1')
}

/** By the number of characters in the last group: those whose leftover bits (four of two characters, two of three) are zero. */
const lastCharacters: readonly (string | undefined)[] = [undefined, undefined, 'AQgw', 'AEIMQUYcgkosw048']

export const hexDecoded = (text: string): string | undefined =>
  /^(?:[0-9a-f]{2}){4,}$|^(?:[0-9A-F]{2}){4,}$/.test(text) ? Buffer.from(text, 'hex').toString('latin1') : undefined

/** Only printable ASCII and white space. */
// eslint-disable-next-line no-control-regex
export const isPrintable = (octets: string): boolean => /^[\t\n\r\x20-\x7e]+$/.test(octets)
