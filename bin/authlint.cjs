#!/usr/bin/env node
'use strict'
const [, , first, second] = process.argv
if ((first === '--version' || first === '-V') && second === undefined) {
  // Answered here, so that it costs no more than starting Node.
  require('node:fs').writeSync(1, `${require('../package.json').version}\n`)
} else {
  require('./load.cjs').start()
}
