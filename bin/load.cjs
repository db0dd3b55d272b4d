// Runs one file of the command. For the Node that built it there is compiled code beside it, which spares about a third of the
// time to start; V8 refuses it where it does not fit. Any other Node compiles the file, and keeps the result from 22 on.
'use strict'
const { readFileSync, writeFileSync } = require('node:fs')
const { createRequire, enableCompileCache } = require('node:module')
const { join } = require('node:path')

/** @param keep for the build: write the compiled code of all that ran when the process ends */
module.exports = function run(name, keep = false) {
  const path = join(__dirname, '../dist/cli', `${name}.cjs`)
  const compiled = `${path}.${process.version}-${process.platform}-${process.arch}.bin`
  const cachedData = octetsOf(compiled)
  if (!cachedData && !keep) {
    enableCompileCache?.()
    return require(path)
  }
  const { Script } = require('node:vm')
  const script = new Script(`(function (exports, require, module) {${readFileSync(path, 'latin1')}\n})`, { filename: path, cachedData })
  const module = { exports: {} }
  if (keep) process.on('exit', () => writeFileSync(compiled, script.createCachedData()))
  script.runInThisContext()(module.exports, createRequire(path), module)
  return module.exports
}

function octetsOf(path) {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
