#!/usr/bin/env node
'use strict'
const { readFileSync, renameSync, rmSync, writeFileSync, writeSync } = require('node:fs')
const { join } = require('node:path')

const [, , first, ...rest] = process.argv
if ((first === '--version' || first === '-V') && rest.length === 0) {
  // Answered here, so that it costs no more than starting Node.
  writeSync(1, `${require('../package.json').version}\n`)
} else {
  const asks = rest.some((word) => ['--help', '-h', '--print-config'].includes(word))
  // The two that are started most have a file of their own, which is smaller than that of all.
  const file = (first === 'jwt' || first === 'cookie') && !asks ? first : 'all'
  start(file, !asks && /^[a-z][a-z-]+$/.test(first) ? first : undefined)
}

/**
 * Runs a file of the command. To compile it takes as long as all that it does for one token. So the first run on a Node that judges
 * something keeps the compiled code of what it needed beside the file, as Python does, where the folder may be written to: whoever
 * may change the one may change the other. V8 refuses what does not fit. Node's own compile cache (from 22.1 on) spares half as much,
 * because it leaves out what is compiled while running, and by default it lies in the folder for temporary files.
 * @param command the word that decides what is needed; without one nothing is kept
 */
function start(file, command) {
  const path = join(__dirname, '../dist/cli', `${file}.cjs`)
  const isOff = command === undefined || process.env.NODE_DISABLE_COMPILE_CACHE === '1'
  const compiled = `${path}.${command}.${process.version}-${process.platform}-${process.arch}.bin`
  const { Script } = require('node:vm')
  const cachedData = isOff ? undefined : octetsOf(compiled)
  // ASCII alone: the build sees to it.
  const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData })
  script.runInThisContext()(require)
  process.on('exit', () => {
    if (!isOff && !cachedData && process.exitCode < 2) keep(script.createCachedData(), compiled)
    // All is done and written. Node would go on to give its memory back piece by piece, which takes longer than to judge a token.
    process.exit()
  })
}

function octetsOf(path) {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** Appears whole or not at all: others may start at this moment. */
function keep(octets, path) {
  const beside = `${path}.${process.pid}`
  try {
    writeFileSync(beside, octets, { flag: 'wx' })
    renameSync(beside, path)
  } catch {
    rmSync(beside, { force: true })
  }
}
