/** Objects that a program wrote with its language's own serialisation, recognised by the octets they start with. */

export type SerializedFormat = 'PHP' | 'Java' | '.NET BinaryFormatter' | 'Python pickle' | 'Ruby Marshal' | 'ASP.NET ViewState'

/** Shorter remains are no object worth speaking of, and too easily chance. */
const leastRemainder = 8

/** Which serialisation octets are in, one octet a character; undefined when in none. */
export function serializedFormat(octets: string): SerializedFormat | undefined {
  if (phpObject(octets)) return 'PHP'
  for (const [format, start, plausible] of binaryFormats) {
    if (octets.startsWith(start) && octets.length >= start.length + leastRemainder && plausible(octets.slice(start.length), octets)) return format
  }
  return undefined
}

/** First tokens of a view state: string, pair, triplet, array, string array, list, table, indexed strings. */
const viewStateTokens = new Set([0x05, 0x0f, 0x10, 0x14, 0x15, 0x16, 0x18, 0x1e, 0x1f, 0x32, 0x3c])

/** Magic octets, then what must hold of the rest, so that chance octets do not pass. */
const binaryFormats: readonly (readonly [SerializedFormat, string, (rest: string, all: string) => boolean])[] = [
  // Stream magic and version, then a type code (Java Object Serialization Specification, section 6.4.2).
  ['Java', '\xac\xed\x00\x05', (rest) => /^[\x70-\x7e]/.test(rest)],
  // SerializationHeaderRecord ([MS-NRBF] section 2.6.1): root id 1, header id -1, version 1.0.
  ['.NET BinaryFormatter', '\x00\x01\x00\x00\x00\xff\xff\xff\xff\x01\x00\x00\x00', () => true],
  // Protocol 4 and later start a frame; all end with STOP.
  ['Python pickle', '\x80\x04\x95', (_, all) => all.endsWith('.')],
  ['Python pickle', '\x80\x05\x95', (_, all) => all.endsWith('.')],
  ['Python pickle', '\x80\x02', (rest, all) => /^[\](}cXUKMJN]/.test(rest) && all.endsWith('.')],
  ['Python pickle', '\x80\x03', (rest, all) => /^[\](}cXUKMJNCB]/.test(rest) && all.endsWith('.')],
  // Marshal 4.8, then a hash, array, object, string with encoding or user-defined type.
  ['Ruby Marshal', '\x04\x08', (rest) => /^[{[oIuUeS}]/.test(rest)],
  // ObjectStateFormatter: marker and version, then a token.
  ['ASP.NET ViewState', '\xff\x01', (rest) => viewStateTokens.has(rest.charCodeAt(0))],
]

/** `O:8:"stdClass":1:{…}` or `a:1:{…}`: the class name is as long as it says and the braces close. */
function phpObject(octets: string): boolean {
  const [start] = /^(?:[OC]:\d{1,4}:"|a:\d{1,6}:\{)/.exec(octets) ?? []
  if (start === undefined || octets.length < start.length + leastRemainder || !/[};]$/.test(octets)) return false
  if (start.startsWith('a')) return /^(?:i:-?\d+;|s:\d+:")/.test(octets.slice(start.length))
  return octets.charAt(start.length + Number(start.slice(2, -2))) === '"'
}
