// HMAC (RFC 2104) of one message under several secrets at a time, for guessing: createHmac spends most of its time on being
// called, and what SHA-2 makes of the message alone is the same for every secret. Nothing here decides anything: whoever asks
// confirms with node:crypto what seems to fit.
import { createHmac } from 'node:crypto'
import { expandBlock, scheduleOctets, sha2Named, takeBlock, type Sha2 } from './sha2.ts'
import { assemble, call, clear, get, i32, instantiate, loop, times, v128, type Code, type Func } from './wasm.ts'

const vectorOctets = 16
const hashOctets = 8 * vectorOctets

/** Longer messages are left to createHmac, which then is no slower. In octets, with what SHA-2 fills them up with. */
const longestMessage = 4096

/** How many groups of secrets can be kept in prepared form, for other messages. */
export const mostGroups = 1536

/** Addresses in the memory of the module. */
interface Layout {
  readonly constants: number
  /** The first word that is looked for, in every lane. */
  readonly wanted: number
  /** The hash value in the making. */
  readonly state: number
  /** The block with the secrets, as they are handed in. */
  readonly secrets: number
  /** The block that is worked on. */
  readonly block: number
  /** All blocks of the message. */
  readonly message: number
  /** Two hash values for each group: what its secrets start the inner and the outer hash with. */
  readonly groups: number
  readonly end: number
}

function layoutOf(hash: Sha2): Layout {
  const constants = 0
  const wanted = constants + hash.constants.length * hash.lanes.octets
  const state = wanted + vectorOctets
  const secrets = state + hashOctets
  const block = secrets + 16 * vectorOctets
  const message = block + scheduleOctets(hash)
  const groups = message + (longestMessage / hash.blockOctets) * scheduleOctets(hash)
  return { constants, wanted, state, secrets, block, message, groups, end: groups + mostGroups * 2 * hashOctets }
}

const vector = (address: Code, index: number): Code => v128.load(address, vectorOctets * index)
const store = (address: Code, index: number, value: Code): Code => v128.store(address, vectorOctets * index, value)
const copyHash = (to: Code, from: Code): Code => times(8, (i) => store(to, i, vector(from, i)))

const repeated = (octet: number, count: number): bigint => BigInt(`0x${octet.toString(16).repeat(count)}`)

/** `prepare(group)` takes in the secrets, `matches(group, end of the message)` tells which of them make the hash that is wanted. */
function moduleFor(hash: Sha2, layout: Layout): Uint8Array {
  const { lanes, initial, blockOctets, digestWords } = hash
  const [state, secrets, block] = [i32.of(layout.state), i32.of(layout.secrets), i32.of(layout.block)]
  const [expand, take, prepare, matches] = [0, 1, 2, 3]
  const takeOwnBlock = [call(expand, block), call(take, block)]

  /** The hash value after the block of the secrets, which are filled up with zeros, xored with a pad. */
  const padded = (pad: number): Code => [
    initial.map((word, i) => store(state, i, lanes.all(word))),
    times(16, (i) => store(block, i, v128.xor(vector(secrets, i), lanes.all(repeated(pad, lanes.octets))))),
    takeOwnBlock,
  ]
  const [group, end, at] = [0, 1, 2]
  const inner = get(group)
  const outer = i32.add(get(group), i32.of(hashOctets))
  const prepareFunction: Func = {
    parameters: 1,
    results: 0,
    integers: 0,
    vectors: 0,
    body: [padded(0x36), copyHash(inner, state), padded(0x5c), copyHash(outer, state), clear(layout.secrets, 16 * vectorOctets)],
  }

  const lengthInBits = BigInt(8 * (blockOctets + digestWords * lanes.octets))
  const endOfMessage = 1n << BigInt(8 * lanes.octets - 1)
  const outerWord = (i: number): Code => (i < digestWords ? vector(state, i) : lanes.all(i === digestWords ? endOfMessage : i === 15 ? lengthInBits : 0n))
  const matchesFunction: Func = {
    parameters: 2,
    results: 1,
    integers: 1,
    vectors: 0,
    body: [
      copyHash(state, inner),
      loop(at, i32.of(layout.message), get(end), scheduleOctets(hash), call(take, get(at))),
      times(16, (i) => store(block, i, outerWord(i))),
      copyHash(state, outer),
      takeOwnBlock,
      lanes.whereEqual(vector(state, 0), vector(i32.of(layout.wanted), 0)),
    ],
  }
  const functions = [expandBlock(hash, layout.constants), takeBlock(hash, layout.state), prepareFunction, matchesFunction]
  return assemble(Math.ceil(layout.end / 65_536), functions, { expand, prepare, matches })
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly expand: (block: number) => void
  readonly prepare: (group: number) => void
  readonly matches: (group: number, end: number) => number
}

/** The group of secrets that are tried once. The others hold secrets that are kept. */
export const passing = 0

export class HmacLanes {
  /** How many secrets are tried at a time. */
  readonly count: number
  /** Longer secrets do not fit in. In octets. */
  readonly longestSecret: number
  readonly #name: string
  readonly #hash: Sha2
  readonly #layout: Layout
  readonly #exports: Exports
  readonly #memory: Buffer
  readonly #laneOctets: number
  /** Where the octets of a block go in the first lane: words are big-endian in SHA-2 and little-endian in WebAssembly. */
  readonly #places: Uint16Array
  #signature: Buffer = Buffer.alloc(0)
  #endOfMessage = 0
  #knownAnswer: Buffer = Buffer.alloc(0)
  #kept: readonly unknown[] = []

  private constructor(name: string, hash: Sha2, layout: Layout, exports: Exports) {
    const { octets, count } = hash.lanes
    this.count = count
    this.longestSecret = hash.blockOctets
    this.#name = name
    this.#hash = hash
    this.#layout = layout
    this.#exports = exports
    this.#memory = Buffer.from(exports.memory.buffer)
    this.#laneOctets = octets
    this.#places = Uint16Array.from({ length: hash.blockOctets }, (_, i) => Math.floor(i / octets) * vectorOctets + octets - 1 - (i % octets))
    for (const [i, word] of hash.constants.entries()) {
      for (let octet = 0; octet < octets; octet++) this.#memory[layout.constants + octets * i + octet] = Number((word >> BigInt(8 * octet)) & 0xffn)
    }
  }

  /**
   * Made once for each hash function, when enough is to be guessed that it pays. Undefined until then, where it is none of SHA-2,
   * and where there is no WebAssembly with vectors.
   *
   * @param guesses how many secrets are about to be tried
   */
  static for(hashName: string, guesses: number): HmacLanes | undefined {
    if (!made.has(hashName)) {
      const asked = (guessed.get(hashName) ?? 0) + guesses
      guessed.set(hashName, asked)
      if (asked < worthMaking) return undefined
      const hash = sha2Named[hashName]?.()
      const layout = hash && layoutOf(hash)
      const exports = layout && instantiate(moduleFor(hash, layout))
      made.set(hashName, exports && new HmacLanes(hashName, hash, layout, exports as unknown as Exports))
    }
    return made.get(hashName)
  }

  /** Sets what is signed. False where createHmac has to do it: the message is too long, or a known answer does not come out. */
  aim(message: Buffer, signature: Buffer): boolean {
    const { longestSecret: block } = this
    // FIPS 180-4, section 5.1: a bit, zeros, and the length in bits, which has two words.
    const length = Math.ceil((message.length + 1 + 2 * this.#hash.lanes.octets) / block) * block
    if (length > longestMessage) return false
    const padded = Buffer.alloc(length)
    message.copy(padded)
    padded[message.length] = 0x80
    // The block of the secret comes before the message.
    padded.writeUInt32BE(8 * (block + message.length), length - 4)
    let at = this.#layout.message
    for (let from = 0; from < length; from += block, at += scheduleOctets(this.#hash)) {
      for (let lane = 0; lane < this.count; lane++) this.#write(at, lane, padded, from, from + block)
      this.#exports.expand(at)
    }
    this.#endOfMessage = at
    this.#signature = signature
    this.#knownAnswer = createHmac(this.#name, knownSecret).update(message).digest()
    return this.isRight()
  }

  /** Does a known answer still come out? For asking now and then, so that a fault cannot pass for a secret that is not there. */
  isRight(): boolean {
    this.#want(this.#knownAnswer)
    for (let lane = 0; lane < this.count; lane++) this.put(lane, knownSecret, 0, knownSecret.length)
    this.prepare(passing)
    const found = this.matches(passing)
    this.#want(this.#signature)
    return found === (1 << this.count) - 1
  }

  /** Puts a secret into a lane. Those that are not filled hold the empty secret. */
  put(lane: number, octets: Buffer, from: number, to: number): void {
    this.#write(this.#layout.secrets, lane, octets, from, to)
  }

  /** Takes the secrets out of the lanes into a group. */
  prepare(group: number): void {
    this.#exports.prepare(this.#addressOf(group))
  }

  /** A bit for each secret of a group that seems to fit: the first word of the signature is the same. */
  matches(group: number): number {
    return this.#exports.matches(this.#addressOf(group), this.#endOfMessage)
  }

  /**
   * The first of the candidates that fits, and that is then confirmed. A long list that is tried on every message may be kept:
   * next time, half of the work is done. There is room for one.
   */
  find<T extends { readonly secret: Buffer }>(candidates: readonly T[], confirms: (secret: Buffer) => boolean, keep: boolean): T | undefined {
    const mayKeep = keep && candidates.length <= (mostGroups - 1) * this.count
    const isKept = mayKeep && this.#kept === candidates
    for (let from = 0, group: number = passing; from < candidates.length; from += this.count) {
      const some = candidates.slice(from, from + this.count)
      if (mayKeep) group++
      if (!isKept) {
        for (const [lane, { secret }] of some.entries()) if (secret.length <= this.longestSecret) this.put(lane, secret, 0, secret.length)
        this.prepare(group)
      }
      const matches = this.matches(group)
      const hit = some.find(({ secret }, lane) => ((matches >> lane) & 1 || secret.length > this.longestSecret) && confirms(secret))
      if (hit) return hit
    }
    if (mayKeep) this.#kept = candidates
    return undefined
  }

  #addressOf(group: number): number {
    return this.#layout.groups + 2 * hashOctets * group
  }

  #want(signature: Buffer): void {
    for (let lane = 0; lane < this.count; lane++) this.#write(this.#layout.wanted, lane, signature, 0, this.#hash.lanes.octets)
  }

  #write(block: number, lane: number, octets: Buffer, from: number, to: number): void {
    const memory = this.#memory
    const places = this.#places
    const first = block + lane * this.#laneOctets
    for (let i = from; i < to; i++) memory[first + places[i - from]!] = octets[i]!
  }
}

const made = new Map<string, HmacLanes | undefined>()

/** How often secrets were tried, or are about to be, by hash function. */
const guessed = new Map<string, number>()

/** In the time that making it takes, createHmac tries about so many secrets. */
const worthMaking = 5000

const knownSecret = Buffer.from('A secret that is known.')
