// Texts on which a backtracking matcher takes long, made from the expression itself.
import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp'

/** `prefix`, `pump` over and over, `suffix`. */
export interface Attack {
  readonly prefix: string
  readonly pump: string
  readonly suffix: string
}

/** What a class is tried with: ASCII, and one each of what Unicode has besides. */
const alphabet = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), '\u00e9', '\u00a0', '\u2028', '\u4e00', '\ud800', '\udc00', '\ufeff']

/** Repeats that stop sooner cost a factor, not a power. */
const fewRepeats = 10
const mostAttacks = 2000

export function attacksOn(pattern: string, flags: string): readonly Attack[] {
  const tree = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern, undefined, undefined, { unicode: flags.includes('u'), unicodeSets: flags.includes('v') })
  const matching = charactersOf(flags)
  const kinds = new Set<string>()
  const members: (readonly string[])[] = []
  const loops: AST.Quantifier[] = []
  visitRegExpAST(tree, {
    onCharacterEnter: ({ raw }) => void kinds.add(raw),
    onCharacterClassEnter: ({ raw }) => void kinds.add(raw),
    onCharacterSetEnter: ({ raw }) => void kinds.add(raw),
    onQuantifierEnter: (node) => void (node.max > fewRepeats && loops.push(node)),
  })
  for (const kind of kinds) members.push(matching(kind))

  // One character of each kind that the expression tells apart: what two classes share is a kind of its own.
  const told = new Map<string, string>()
  for (const character of alphabet) {
    const kind = members.map((one) => (one.includes(character) ? '1' : '0')).join('')
    if (!told.has(kind) || /[a-z]/.test(character)) told.set(kind, character)
  }
  const characters = [...told.values()]
  const sample = (node: AST.Node, choice: number): string => sampleOf(node, choice, matching)

  const prefixes = new Set(['', ...characters.slice(0, 6)])
  const suffixes = new Set(['', '\u0001', '\n', '!'])
  const pumps = new Set(characters)
  for (const loop of loops) {
    for (let choice = 0; choice < choicesIn(loop.element); choice++) pumps.add(sample(loop.element, choice))
    for (let choice = 0; choice < 3; choice++) {
      const before = around(loop, 'before', (node) => sample(node, choice))
      prefixes.add(before)
      pumps.add(before)
      pumps.add(before + sample(loop.element, choice))
      suffixes.add(around(loop, 'after', (node) => sample(node, choice)).slice(0, -1) + '\u0001')
    }
  }
  // A search that starts anywhere: the whole of it but the end, again and again.
  for (let choice = 0; choice < 3; choice++) pumps.add(tree.alternatives.map((one) => sample(one, choice)).join(''))
  for (const one of tree.alternatives) pumps.add(sample(one, 0)).add(sample(one, 0).slice(0, -1))
  pumps.delete('')

  const all: Attack[] = []
  for (const pump of pumps) for (const prefix of prefixes) for (const suffix of suffixes) all.push({ prefix, pump, suffix })
  const stride = Math.max(1, Math.ceil(all.length / mostAttacks))
  return all.filter((_, i) => i % stride === 0)
}

/** The characters of the alphabet that one character, class or escape of an expression matches. */
function charactersOf(flags: string): (raw: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (raw) => {
    let found = known.get(raw)
    if (!found) known.set(raw, (found = alphabet.filter((character) => new RegExp(`^(?:${/^[[^$*+?()|{}\]]$/.test(raw) ? `\\${raw}` : raw})$`, flags.replace(/[gymd]/g, '')).test(character))))
    return found
  }
}

const choicesIn = (node: AST.Element): number => (node.type === 'Group' || node.type === 'CapturingGroup' ? Math.min(node.alternatives.length, 40) : 3)

/** A text that the node matches, lookarounds apart; another for another choice. */
function sampleOf(node: AST.Node, choice: number, matching: (raw: string) => readonly string[]): string {
  const inside = (one: AST.Node): string => sampleOf(one, choice, matching)
  switch (node.type) {
    case 'Alternative':
      return node.elements.map(inside).join('')
    case 'Group':
    case 'CapturingGroup':
      return inside(node.alternatives[choice % node.alternatives.length] ?? node)
    case 'Quantifier':
      return inside(node.element).repeat(Math.max(node.min, choice > 0 && node.max > 0 ? 1 : 0))
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet': {
      const found = matching(node.raw)
      // A letter or digit first: what most classes share.
      const likely = found.filter((character) => /[a-z0-9]/i.test(character))
      const from = likely.length > 0 && choice < 2 ? likely : found
      return from[choice * 7 % Math.max(1, from.length)] ?? ''
    }
    default:
      return ''
  }
}

/** What stands before or after a node, out to the whole expression. */
function around(node: AST.Node, side: 'before' | 'after', sample: (node: AST.Node) => string): string {
  let text = ''
  for (let at: AST.Node = node; at.parent; at = at.parent) {
    if (at.parent.type !== 'Alternative') continue
    const place = at.parent.elements.indexOf(at as AST.Element)
    const beside = (side === 'before' ? at.parent.elements.slice(0, place) : at.parent.elements.slice(place + 1)).map(sample).join('')
    text = side === 'before' ? beside + text : text + beside
  }
  return text
}
