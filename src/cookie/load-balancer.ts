/** Addresses of servers inside, as load balancers write them into their cookies. */

export interface InternalAddress {
  /** Whose cookie it is; undefined when an address just stands in the value. */
  readonly product?: 'F5 BIG-IP' | 'Citrix NetScaler' | 'Barracuda'
  /** Such as `10.0.0.0/8`: which private network the address is in. */
  readonly network: string
  readonly port?: number
}

/** The private address (RFC 1918, RFC 4193, RFC 6598) that a value holds; undefined for none, or an encrypted one. */
export function internalAddress(value: string): InternalAddress | undefined {
  for (const reader of readers) {
    const found = reader(value)
    if (found) return found
  }
  return undefined
}

type Reader = (value: string) => InternalAddress | undefined

/** `address.port.0000`, both little-endian decimal (F5 article K6917). */
const bigIp: Reader = (value) => {
  const [, address, port] = /^(\d{8,10})\.(\d{1,5})\.0{4}$/.exec(value) ?? []
  if (address === undefined || Number(address) > 0xffffffff || Number(port) > 0xffff) return undefined
  return inside(octetsOf(Number(address)).toReversed(), { product: 'F5 BIG-IP', port: swapped(Number(port)) })
}

/** With a route domain: `rd5o00000000000000000000ffff` and the address in hexadecimal, `o` and the port. */
const bigIpRouteDomain: Reader = (value) => {
  const [, address, port] = /^rd\d{1,5}o0{20}ffff([0-9a-f]{8})o(\d{1,5})$/i.exec(value) ?? []
  return address === undefined ? undefined : inside(octetsOf(parseInt(address, 16)), { product: 'F5 BIG-IP', port: Number(port) })
}

/** IPv6: `vi` and 32 hexadecimal digits, or the same after a route domain. */
const bigIpVersion6: Reader = (value) => {
  const [, plain, routed] = /^(?:vi([0-9a-f]{32})\.\d{1,5}|rd\d{1,5}o([0-9a-f]{32})o\d{1,5})$/i.exec(value) ?? []
  return /^f[cd]/i.test(plain ?? routed ?? '') ? { product: 'F5 BIG-IP', network: 'fc00::/7' } : undefined
}

/** `ffffffff`, the address XORed with 03081e11, a constant, the port XORed with 3630. */
const netScaler: Reader = (value) => {
  const [, address, port] = /^ffffffff([0-9a-f]{8})45525d5f4f58455e445a4a42([0-9a-f]{4})$/i.exec(value) ?? []
  if (address === undefined || port === undefined) return undefined
  return inside(octetsOf((parseInt(address, 16) ^ 0x03081e11) >>> 0), { product: 'Citrix NetScaler', port: parseInt(port, 16) ^ 0x3630 })
}

/** 24 zeros, the address and the port, little-endian hexadecimal. */
const barracuda: Reader = (value) => {
  const [, address, port] = /^0{24}([0-9a-f]{8})0{4}([0-9a-f]{4})$/i.exec(value) ?? []
  if (address === undefined || port === undefined) return undefined
  return inside(octetsOf(parseInt(address, 16)).toReversed(), { product: 'Barracuda', port: swapped(parseInt(port, 16)) })
}

/** An address written out. */
const dotted: Reader = (value) => {
  if (!value.includes('.')) return undefined
  for (const match of value.matchAll(/(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d{2,5}))?(?![\d.])/g)) {
    const octets = match.slice(1, 5).map(Number)
    const found = octets.every((octet) => octet <= 255) ? inside(octets, match[5] ? { port: Number(match[5]) } : {}) : undefined
    if (found) return found
  }
  return undefined
}

const readers: readonly Reader[] = [bigIp, bigIpRouteDomain, bigIpVersion6, netScaler, barracuda, dotted]

const octetsOf = (address: number): number[] => [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff)
const swapped = (port: number): number => ((port & 0xff) << 8) | (port >>> 8)

function inside(octets: readonly number[], rest: Omit<InternalAddress, 'network'>): InternalAddress | undefined {
  const [first = 0, second = 0] = octets
  const network = privateNetworks.find(([holds]) => holds(first, second))?.[1]
  return network === undefined ? undefined : { ...rest, network }
}

const privateNetworks: readonly (readonly [(first: number, second: number) => boolean, string])[] = [
  [(first) => first === 10, '10.0.0.0/8'],
  [(first, second) => first === 172 && second >= 16 && second <= 31, '172.16.0.0/12'],
  [(first, second) => first === 192 && second === 168, '192.168.0.0/16'],
  [(first, second) => first === 100 && second >= 64 && second <= 127, '100.64.0.0/10'],
]
