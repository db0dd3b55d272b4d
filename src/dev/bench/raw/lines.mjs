// The bare loop that reading is measured against: standard input in pieces of 64 KB, cut at line feeds.
import { readSync } from 'node:fs'

function readSome(buffer) {
  for (;;) {
    try {
      return readSync(0, buffer)
    } catch (error) {
      if (error.code === 'EOF') return 0
      if (error.code !== 'EAGAIN') throw error
    }
  }
}

export function* linesOfStandardInput() {
  const buffer = Buffer.allocUnsafe(65_536)
  let rest = ''
  for (let size = readSome(buffer); size > 0; size = readSome(buffer)) {
    const text = rest + buffer.latin1Slice(0, size)
    let from = 0
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      yield text.slice(from, at)
      from = at + 1
    }
    rest = text.slice(from)
  }
}

if (process.argv[2] === '--count') {
  let lines = 0
  for (const line of linesOfStandardInput()) if (line !== '') lines++
  console.log(lines)
}
