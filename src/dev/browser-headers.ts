// Set-Cookie headers that nobody wrote, for asking browsers what they make of them. The same seed gives the same headers.

/** One response: where it comes from and the values of its Set-Cookie headers, one octet a character. */
export interface Response {
  readonly id: string
  readonly url: string
  readonly setCookie: readonly string[]
}

const hosts = [
  'a.example.com', 'example.com', 'a.b.c.example.org', 'www.shop.example.co.uk', 'co.uk', 'github.io', 'foo.github.io', 'bar.foo.github.io',
  'localhost', 'app.localhost', 'intranet', '127.0.0.1', '127.1.2.3', 'xn--bcher-kva.example', 'www.xn--bcher-kva.example', 'a_b.example.com',
  'www.ck', 'a.b.ck', 'b.ck', 'city.kawasaki.jp', 'x.city.kawasaki.jp', 'a.b.kawasaki.jp', 'b.kawasaki.jp', 'shop.herokuapp.com', 'herokuapp.com',
  'x.unknown-suffix', 'unknown-suffix', 'a.example.com.', 'bucket.s3.amazonaws.com', '1.example.com', 'a-b.example.com', 'xn--p1ai', 'a.xn--p1ai',
]
const paths = ['/', '/login', '/a/b/', '/api/v1/login', '/a//b', '//', '/a%2Fb/c', '/a;b/c']

const names = ['sid', 'a', '__Host-sid', '__Secure-sid', '__Http-sid', '__Host-Http-sid', '__host-sid', '__SECURE-sid', '__HostHttp-sid', '__Host', '__Host_sid',
  '', ' ', 'a b', 'a"b', 'na\tme', 'a\u0001b', 'a\u007f', 'é', '__proto__', '$Version', 'a,b', 'sid[]', 'x'.repeat(4000), ' lead', '\ttab']
const values = ['abc', '', ' ', 'a b', '"quoted"', '"unbal', 'a=b', '=', '==', '__Host-x', '__Secure-x=1', '__http-x', '__Host-Http-y', 'a,b', 'a\\b', 'a\tb', 'a\u0008b',
  'a\u001fb', 'a\u007fb', 'é', '春', '%20', 'x'.repeat(92), 'x'.repeat(96), 'x'.repeat(4095), 'x'.repeat(4096), 'x'.repeat(4097), 'é'.repeat(2048), ' trail ', 'eyJhbGciOiJIUzI1NiJ9.e30.x']

const maxAges = ['0', '-0', '-1', '1', '60', '+60', '+0', '0060', '60s', '1.5', '1e3', '0x10', '"60"', ' 60 ', '', '-', '+', '--1', '+-5', '-abc', '-5x', '34560000', '34560001',
  '99999999999', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '99999999999999999999', '99999999999999999999x', '-99999999999999999999x', '00000000000000000000000060', '６０', 'x'.repeat(1025), '0'.repeat(1023) + '5']

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'January', 'Sept', 'DEC', 'oct', 'Ja', '10', 'Xyz', 'Febr']
const days = ['01', '1', '21', '28', '29', '30', '31', '32', '0', '00', '8th', '5x', '021', '']
const years = ['2037', '2027', '37', '69', '70', '99', '00', '2020', '1970', '1969', '1601', '1600', '1000', '0037', '137', '7', '9999', '12037', '99999', '102037', '2037x', '-2037', '']
const times = ['07:28:00', '7:28:0', '23:59:59', '24:00:00', '23:60:00', '23:59:60', '23:59:61', '07:28', '07:28:000', '07:28:00.5', '007:28:00', '7:2:3', '1:2:345', '07:28:00PM', '07:28:00 pm', '10:18:14 AM', '07.28.00', '::', '07:28:00:99', '']
const zones = ['GMT', 'UTC', 'PST', '+0200', '-0800', 'GMT+0100', '', 'Z', '(CET)', 'EDT']
const weekdays = ['Wed, ', 'Wednesday, ', 'Wed ', 'Mon, ', '', 'Xxx, ']
const oddDates = ['0', '-1', 'Session', '2037-10-21T07:28:00Z', '"Wed, 21 Oct 2037 07:28:00 GMT"', 'Wed, 21 Oct 2037 07:28:00 GMT, baz=qux', '21/10/37 07:28:00', '10/21/2037', '37-10-21 07:28:00',
  'Wed Oct 21 07:28:00 2037', '2037 Oct 21 07:28:00', '07:28:00 21 Oct 37', 'Oct 21 37 07:28:00', '21 37 Oct 07:28:00', '37 21 Oct 07:28:00', '1 2 Oct 07:28:00', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Mon, 01 Jan 1601 00:00:00 GMT',
  'Wed,21Oct203707:28:00GMT', '21.Oct.2037 07:28:00', '21_Oct_2037_07:28:00', 'é21 Oct 2037 07:28:00', '21 Octé 2037 07:28:00', '21é Oct 2037 07:28:00', 'x'.repeat(1025)]

const rawPaths = ['/', '/x', '', ' ', 'foo', '"/"', '/%61', '/a/b', '/é', ' / ', '/x\t', '/a b', '/,', '/a\tb', '//', '.', '*', `/${'p'.repeat(1023)}`, `/${'p'.repeat(1024)}`]
const sameSites = ['Lax', 'Strict', 'None', 'lax', 'STRICT', 'none', '', 'bogus', '"Lax"', ' Lax ', 'Lax,', 'extended', 'NoneNone', 'no_restriction', 'L'.repeat(1025)]
const flags = ['Secure', 'HttpOnly', 'Partitioned', 'secure', 'SECURE', 'httponly', 'PARTITIONED']
const flagForms = ['', '', '', '=', '=true', '=false', '=0', ' = x ', '\t', ` =${'x'.repeat(1025)}`]
const others = ['foo', 'foo=bar', '', ' ', '=', '=x', 'Version=1', 'Comment=hi', 'Priority=High', 'Priority=x', 'SameParty', 'Same-Site=Lax', 'Http-Only', '"Secure"', 'Secure qux', 'Secure, HttpOnly', 'Sec\ture', 'Http\u0001Only', 'Foo\u0001=bar', 'foo=b\tr', 'foo=b\u007fr', 'max age=60', 'x'.repeat(1100), `foo=${'x'.repeat(1025)}\u0001`, 'ex pires=0', 'é=ü', 'Set-Cookie: b=c']

/** `count` responses, each with one header or sometimes a few. */
export function generateResponses(seed: number, count: number): Response[] {
  const random = mulberry32(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const often = <T>(usual: T, list: readonly T[]): T => (random() < 0.6 ? usual : pick(list))

  const date = () => {
    if (random() < 0.3) return pick(oddDates)
    const separator = pick([' ', ' ', '-', '/', '.', '  ', ', '])
    const day = [often('21', days), often('Oct', months), often('2037', years)].join(separator)
    return `${pick(weekdays)}${random() < 0.15 ? `${often('07:28:00', times)} ${day}` : `${day} ${often('07:28:00', times)}`} ${pick(zones)}`.trimEnd()
  }

  const domain = (host: string) => {
    const labels = host.split('.')
    const suffix = (n: number) => labels.slice(n).join('.')
    return pick([
      host, host, `.${host}`, suffix(1), `.${suffix(1)}`, suffix(1), suffix(2), suffix(labels.length - 1), host.toUpperCase(), `${suffix(1)}.`, `..${suffix(1)}`, `${host}:443`, `sub.${host}`, 'example.com', 'com',
      'other.example', '', ' ', '.', '..', '*', `*.${host}`, 'localhost', '127.0.0.1', '127.1', '.127.0.0.1', '0x7f.0.0.1', '[::1]', 'bücher.example', '.bücher.example', 'BÜCHER.example', 'xn--bcher-kva.example',
      `%65xample.com`, `"${host}"`, `https://${host}`, `${host}/`, `a b.${host}`, ` ${host} `, host.replace('a', 'ａ'), 'example.com', `${'a'.repeat(1025)}.example.com`, 'github.io', 'kawasaki.jp', 'city.kawasaki.jp', 'ck', 'b.ck', 's3.amazonaws.com', 'amazonaws.com', 'рф',
    ])
  }

  const attribute = (host: string): string => {
    const named = (name: string, value: string) => `${name}${pick(['=', '=', '=', ' = ', ''])}${value}`
    switch (below(12)) {
      case 0: case 1: return named(pick(['Domain', 'Domain', 'domain', 'DOMAIN']), domain(host))
      case 2: case 3: return named(pick(['Path', 'Path', 'path']), pick(rawPaths))
      case 4: return named(pick(['Max-Age', 'max-age']), pick(maxAges))
      case 5: case 6: return named(pick(['Expires', 'expires']), date())
      case 7: return named('SameSite', pick(sameSites))
      case 8: case 9: case 10: return pick(flags) + pick(flagForms)
      default: return pick(others)
    }
  }

  const header = (host: string): string => {
    const name = often('sid', names)
    const pair = random() < 0.08 ? pick([name, `=${pick(values)}`, pick(values)]) : `${name}${pick(['=', '=', '=', ' = '])}${often('abc', values)}`
    // Cookies with a prefix are mostly given what they need, else nearly all would fall.
    const needed = name.startsWith('__') && random() < 0.6 ? ['Secure', 'Path=/', 'HttpOnly'].slice(0, 2 + below(2)) : []
    const rest = Array.from({ length: below(5) }, () => attribute(host))
    return Buffer.from([pair, ...needed, ...rest].join(pick(['; ', '; ', ';', ' ; ', ';  '])), 'utf8').toString('latin1')
  }

  return Array.from({ length: count }, (_, n) => {
    const host = pick(hosts)
    const url = `${random() < 0.7 ? 'https' : 'http'}://${host}${pick(paths)}`
    return { id: `${seed}/${n}`, url, setCookie: Array.from({ length: random() < 0.85 ? 1 : 2 + below(2) }, () => header(host)) }
  })
}

/** A small generator of pseudo-random numbers in [0, 1), the same everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
