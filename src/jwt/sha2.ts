// SHA-2 (FIPS 180-4) written once for both widths of words, as WebAssembly that hashes a different message in each lane of a vector.
import { get, i32, i32x4, i64x2, loop, set, times, v128, type Code, type Func, type Lanes } from './wasm.ts'

export interface Sha2 {
  readonly lanes: Lanes
  readonly blockOctets: number
  readonly digestWords: number
  /** Section 5.3. */
  readonly initial: readonly bigint[]
  /** Section 4.2: a word for each round. */
  readonly constants: readonly bigint[]
  readonly bigSigma0: readonly [number, number, number]
  readonly bigSigma1: readonly [number, number, number]
  /** The last of the three is a shift. */
  readonly smallSigma0: readonly [number, number, number]
  readonly smallSigma1: readonly [number, number, number]
}

type Functions = Pick<Sha2, 'lanes' | 'bigSigma0' | 'bigSigma1' | 'smallSigma0' | 'smallSigma1'>

const words32: Functions = { lanes: i32x4, bigSigma0: [2, 13, 22], bigSigma1: [6, 11, 25], smallSigma0: [7, 18, 3], smallSigma1: [17, 19, 10] }
const words64: Functions = { lanes: i64x2, bigSigma0: [28, 34, 39], bigSigma1: [14, 18, 41], smallSigma0: [1, 8, 7], smallSigma1: [19, 61, 6] }

function sha2(functions: Functions, rounds: number, digestWords: number, firstPrime: number): Sha2 {
  const bits = 8 * functions.lanes.octets
  const constants = primes(0, rounds).map((prime) => rootFraction(prime, 3, bits))
  const initial = primes(firstPrime, 8).map((prime) => rootFraction(prime, 2, bits))
  return { ...functions, blockOctets: 16 * functions.lanes.octets, digestWords, initial, constants }
}

/** By the name that node:crypto has for it; made when asked for. */
export const sha2Named: Readonly<Partial<Record<string, () => Sha2>>> = {
  sha256: () => sha2(words32, 64, 8, 0),
  sha384: () => sha2(words64, 80, 6, 8),
  sha512: () => sha2(words64, 80, 8, 0),
}

function primes(from: number, count: number): readonly number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < from + count; candidate++) if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found.slice(from)
}

/** The first bits of the fraction of a root: where all constants of SHA-2 come from. */
function rootFraction(number: number, degree: 2 | 3, bits: number): bigint {
  const scaled = BigInt(number) << BigInt(degree * bits)
  const power = BigInt(degree)
  // Newton's method, down from slightly too much.
  let root = BigInt(Math.ceil(number ** (1 / degree) * 2 ** 32) + 1) << BigInt(bits - 32)
  for (;;) {
    const next = ((power - 1n) * root + scaled / root ** (power - 1n)) / power
    if (next >= root) return BigInt.asUintN(bits, root)
    root = next
  }
}

const rotate = ({ octets, shiftLeft, shiftRight }: Lanes, x: Code, bits: number): Code => v128.or(shiftRight(x, bits), shiftLeft(x, 8 * octets - bits))
const bigSigma = (lanes: Lanes, [a, b, c]: Sha2['bigSigma0'], x: Code): Code => v128.xor(v128.xor(rotate(lanes, x, a), rotate(lanes, x, b)), rotate(lanes, x, c))
const smallSigma = (lanes: Lanes, [a, b, c]: Sha2['smallSigma0'], x: Code): Code => v128.xor(v128.xor(rotate(lanes, x, a), rotate(lanes, x, b)), lanes.shiftRight(x, c))
const choose = (x: Code, y: Code, z: Code): Code => v128.xor(z, v128.and(x, v128.xor(y, z)))
const majority = (x: Code, y: Code, z: Code): Code => v128.xor(v128.and(x, v128.xor(y, z)), v128.and(y, z))

/** Section 6.2.2, step 3; `term` is the word of the schedule with its constant. What was in h is then the first of the eight. */
function round({ lanes, bigSigma0, bigSigma1 }: Sha2, locals: readonly number[], term: Code): Code {
  const [a, b, c, d, e, f, g, h] = locals.map((local) => get(local)) as [Code, Code, Code, Code, Code, Code, Code, Code]
  const [, , , localOfD, , , , localOfH] = locals as [number, number, number, number, number, number, number, number]
  const { add } = lanes
  return [
    set(localOfH, add(add(add(h, term), choose(e, f, g)), bigSigma(lanes, bigSigma1, e))),
    set(localOfD, add(d, h)),
    set(localOfH, add(add(h, majority(a, b, c)), bigSigma(lanes, bigSigma0, a))),
  ]
}

/** Eight rounds, after which every local holds the variable it held before. */
const eightRounds = (hash: Sha2, locals: readonly number[], term: (index: number) => Code): Code => times(8, (i) => round(hash, [...locals.slice(8 - i), ...locals.slice(0, 8 - i)], term(i)))

const vectorOctets = 16

/** What a block takes in memory: a vector for each round. Before it is expanded, only the first 16 hold something. */
export const scheduleOctets = ({ constants }: Sha2): number => vectorOctets * constants.length

/** Section 6.2.2, step 1: gives the block at an address its schedule, and adds the constants. The first is where the constants are. */
export function expandBlock(hash: Sha2, constants: number): Func {
  const { lanes, smallSigma0, smallSigma1 } = hash
  const [block, at, constantAt, word] = [0, 1, 2, 3]
  const load = (index: number): Code => v128.load(get(at), vectorOctets * index)
  const store = (index: number, value: Code): Code => v128.store(get(at), vectorOctets * index, value)
  const sigma = (amounts: Sha2['smallSigma0'], value: Code): Code => [set(word, value), smallSigma(lanes, amounts, get(word))]
  const addConstant = (i: number): Code => store(i, lanes.add(load(i), lanes.loadToAll(get(constantAt), lanes.octets * i)))
  const next = (i: number): Code => [store(i + 16, lanes.add(lanes.add(load(i), sigma(smallSigma0, load(i + 1))), lanes.add(load(i + 9), sigma(smallSigma1, load(i + 14))))), addConstant(i)]
  const step = 8
  const forward = set(constantAt, i32.add(get(constantAt), i32.of(step * lanes.octets)))
  const body = [
    set(constantAt, i32.of(constants)),
    loop(at, get(block), i32.add(get(block), i32.of(scheduleOctets(hash) - 16 * vectorOctets)), step * vectorOctets, [times(step, next), forward]),
    times(16, addConstant),
  ]
  return { parameters: 1, results: 0, integers: 2, vectors: 1, body }
}

/** Section 6.2.2, steps 2 to 4: takes the expanded block at an address into the hash value, eight vectors at `state`. */
export function takeBlock(hash: Sha2, state: number): Func {
  const { lanes } = hash
  const [block, at, variables] = [0, 1, [2, 3, 4, 5, 6, 7, 8, 9]]
  const stateWord = (i: number): Code => v128.load(i32.of(state), vectorOctets * i)
  const body = [
    variables.map((local, i) => set(local, stateWord(i))),
    loop(at, get(block), i32.add(get(block), i32.of(scheduleOctets(hash))), 8 * vectorOctets, eightRounds(hash, variables, (i) => v128.load(get(at), vectorOctets * i))),
    variables.map((local, i) => v128.store(i32.of(state), vectorOctets * i, lanes.add(stateWord(i), get(local)))),
  ]
  return { parameters: 1, results: 0, integers: 1, vectors: 8, body }
}
