// Loads the pieces of the command. For the Node that built them there is compiled code beside them, which more than halves the
// time to start; any other Node compiles the same source (and, from 22 on, keeps what it compiled).
'use strict'
const { readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { enableCompileCache } = require('node:module')

const folder = join(__dirname, '../dist/cli')
const forThis = `${process.version} ${process.platform} ${process.arch}`
const compiled = join(folder, 'compiled.bin')
const listOfCompiled = join(folder, 'compiled.json')

/** Where the compiled code of each piece stands; undefined when there is none for this Node. */
function readList() {
  try {
    const list = JSON.parse(readFileSync(listOfCompiled, 'utf8'))
    return list.madeBy === forThis ? { pieces: list.pieces, octets: readFileSync(compiled) } : undefined
  } catch {
    return undefined
  }
}

const scripts = new Map()

/** As `require`, for pieces and what they need, with compiled code where there is any. */
function loader({ pieces, octets }) {
  const { Script } = require('node:vm')
  const modules = new Map()
  return function load(name) {
    const piece = name.replace(/^\.\.\/vendor\//, './vendor/')
    if (!piece.startsWith('./')) return require(name)
    const known = modules.get(piece)
    if (known) return known.exports
    const module = { exports: {} }
    modules.set(piece, module)
    const filename = join(folder, piece)
    const [from, to] = pieces[piece] ?? []
    const source = `(function (exports, require, module) {${readFileSync(filename, 'latin1')}\n})`
    const script = new Script(source, { filename, cachedData: from === undefined ? undefined : octets.subarray(from, to) })
    scripts.set(piece, script)
    script.runInThisContext()(module.exports, load, module)
    return module.exports
  }
}

/** Starts the command. */
function start() {
  const list = readList()
  if (list) return loader(list)('./bin.cjs')
  enableCompileCache?.()
  return require('../dist/cli/bin.cjs')
}

/** For the build: starts the command and keeps the compiled code of all that ran, with what earlier runs left. */
function startAndKeep() {
  const before = readList() ?? { pieces: {}, octets: Buffer.alloc(0) }
  process.on('exit', () => {
    const kept = new Map(Object.entries(before.pieces).map(([piece, [from, to]]) => [piece, before.octets.subarray(from, to)]))
    for (const [piece, script] of scripts) kept.set(piece, script.createCachedData())
    const pieces = {}
    let at = 0
    for (const [piece, { length }] of kept) pieces[piece] = [at, (at += length)]
    writeFileSync(compiled, Buffer.concat([...kept.values()]))
    writeFileSync(listOfCompiled, JSON.stringify({ madeBy: forThis, pieces }))
  })
  loader(before)('./bin.cjs')
}

module.exports = { start, startAndKeep }
