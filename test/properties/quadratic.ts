// A parser as it must not be: it looks back to the beginning at every comma.
import type { Parser } from '../../src/dev/parsers.ts'

function commas(text: string): number {
  let found = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== ',') continue
    for (let back = at; back >= 0; back--) if (text[back] === '!') found++
  }
  return found
}

export const parsers: Readonly<Record<string, Parser>> = {
  'looks back': { read: (pieces) => commas(pieces.join('')), streams: false, refuses: [], like: ['a,b', 'c'] },
  'looks once': { read: (pieces) => pieces.join('').split(',').map((part) => part.length), streams: false, refuses: [], like: ['a,b', 'c'] },
}
