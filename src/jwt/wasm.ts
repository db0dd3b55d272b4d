// The few instructions of WebAssembly that hashing in lanes takes, as functions that give their octets, and the module around them
// (WebAssembly Core Specification 2.0, chapter 5, binary format). What reads as `add(x, y)` runs as x, y, add: operands come from a stack.

/** Octets, one after the other; nested as they were written. */
export type Code = number | readonly Code[]

const unsigned = (value: number): Code => (value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(value >>> 7)])
const signed = (value: number): Code => (value >= -0x40 && value < 0x40 ? value & 0x7f : [(value & 0x7f) | 0x80, signed(value >> 7)])

export const times = (count: number, part: (index: number) => Code): Code => Array.from({ length: count }, (_, index) => part(index))

export const get = (local: number): Code => [0x20, unsigned(local)]
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)]
export const call = (index: number, ...operands: readonly Code[]): Code => [operands, 0x10, unsigned(index)]

/** Integers of 32 bits: addresses and counts. */
export const i32 = {
  of: (value: number): Code => [0x41, signed(value)],
  add: (a: Code, b: Code): Code => [a, b, 0x6a],
}

/** Runs the body with the local at `from`, then at `from + step`, as long as that is below `to`; at least once. */
export const loop = (local: number, from: Code, to: Code, step: number, body: Code): Code => [
  set(local, from),
  [0x03, 0x40],
  body,
  set(local, i32.add(get(local), i32.of(step))),
  [get(local), to, 0x49, 0x0d, 0],
  0x0b,
]

/** Sets octets to zero. */
export const clear = (address: number, octets: number): Code => [i32.of(address), i32.of(0), i32.of(octets), 0xfc, 0x0b, 0]

const simd = (opcode: number): Code => [0xfd, unsigned(opcode)]

/** Vectors of 128 bits, as far as it does not matter what is in them. An address is a value and a constant that is added to it. */
export const v128 = {
  load: (address: Code, offset: number): Code => [address, simd(0x00), 4, unsigned(offset)],
  store: (address: Code, offset: number, value: Code): Code => [address, value, simd(0x0b), 4, unsigned(offset)],
  and: (a: Code, b: Code): Code => [a, b, simd(0x4e)],
  or: (a: Code, b: Code): Code => [a, b, simd(0x50)],
  xor: (a: Code, b: Code): Code => [a, b, simd(0x51)],
}

/** Vectors as words of one width. */
export interface Lanes {
  readonly count: number
  /** Of a word. */
  readonly octets: number
  readonly add: (a: Code, b: Code) => Code
  readonly shiftLeft: (a: Code, bits: number) => Code
  readonly shiftRight: (a: Code, bits: number) => Code
  /** A word of memory in every lane. */
  readonly loadToAll: (address: Code, offset: number) => Code
  /** A constant in every lane. */
  readonly all: (word: bigint) => Code
  /** An integer with a bit for each lane in which both are the same. */
  readonly whereEqual: (a: Code, b: Code) => Code
}

type Instruction = 'loadToAll' | 'shiftLeft' | 'shiftRight' | 'add' | 'equal' | 'bitmask'

const lanes = (octets: number, opcodes: Readonly<Record<Instruction, number>>): Lanes => ({
  count: 16 / octets,
  octets,
  add: (a, b) => [a, b, simd(opcodes.add)],
  shiftLeft: (a, bits) => [a, i32.of(bits), simd(opcodes.shiftLeft)],
  shiftRight: (a, bits) => [a, i32.of(bits), simd(opcodes.shiftRight)],
  loadToAll: (address, offset) => [address, simd(opcodes.loadToAll), Math.log2(octets), unsigned(offset)],
  all: (word) => [simd(0x0c), times(16, (i) => Number((word >> BigInt(8 * (i % octets))) & 0xffn))],
  whereEqual: (a, b) => [a, b, simd(opcodes.equal), simd(opcodes.bitmask)],
})

export const i32x4 = lanes(4, { loadToAll: 0x09, shiftLeft: 0xab, shiftRight: 0xad, add: 0xae, equal: 0x37, bitmask: 0xa4 })
export const i64x2 = lanes(8, { loadToAll: 0x0a, shiftLeft: 0xcb, shiftRight: 0xcd, add: 0xce, equal: 0xd6, bitmask: 0xc4 })

/** Locals are counted in this order: parameters, other integers, vectors. */
export interface Func {
  readonly parameters: number
  /** Integers that are given back. */
  readonly results: 0 | 1
  readonly integers: number
  readonly vectors: number
  readonly body: Code
}

const i32Type = 0x7f
const v128Type = 0x7b

function flat(code: Code, octets: number[] = []): number[] {
  if (typeof code === 'number') octets.push(code)
  else for (let i = 0; i < code.length; i++) flat(code[i]!, octets)
  return octets
}

const vector = (items: readonly Code[]): Code => [unsigned(items.length), items]

function sized(content: Code): Code {
  const octets = flat(content)
  return [unsigned(octets.length), octets]
}

const section = (id: number, items: readonly Code[]): Code => [id, sized(vector(items))]
const exported = (name: string, kind: number, index: number): Code => [vector(Array.from(name, (letter) => letter.charCodeAt(0))), kind, unsigned(index)]

/** A module of functions, exported under the names that point at them, and a memory of so many pages of 64 KiB, exported as `memory`. */
export function assemble(pages: number, functions: readonly Func[], names: Readonly<Record<string, number>>): Uint8Array {
  const integers = (count: number): Code => vector(Array.from({ length: count }, () => i32Type))
  const types = functions.map(({ parameters, results }) => [0x60, integers(parameters), integers(results)])
  const bodies = functions.map((func) => sized([vector([[unsigned(func.integers), i32Type], [unsigned(func.vectors), v128Type]]), func.body, 0x0b]))
  return Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, types),
      section(3, functions.map((_, index) => unsigned(index))),
      section(5, [[1, unsigned(pages), unsigned(pages)]]),
      section(7, [exported('memory', 2, 0), ...Object.entries(names).map(([name, index]) => exported(name, 0, index))]),
      section(10, bodies),
    ]),
  )
}

type Compiled = object

/** As far as it is used here: the types of Node leave it to those of browsers. Undefined where Node was started without it. */
declare const WebAssembly:
  | { readonly Module: new (octets: Uint8Array) => Compiled; readonly Instance: new (module: Compiled) => { readonly exports: Readonly<Record<string, unknown>> } }
  | undefined

/** What a module exports; undefined where there is no WebAssembly, or none with vectors. */
export function instantiate(octets: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  if (typeof WebAssembly === 'undefined') return undefined
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(octets)).exports
  } catch {
    return undefined
  }
}
