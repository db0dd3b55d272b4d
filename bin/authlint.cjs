#!/usr/bin/env node
'use strict'
const [, , first, second] = process.argv
if ((first === '--version' || first === '-V') && second === undefined) {
  // Answered here, so that it costs no more than starting Node.
  require('node:fs').writeSync(1, `${require('../package.json').version}\n`)
} else {
  // The two that are started most have a file of their own, which is smaller than that of all.
  const isSmall = (first === 'jwt' || first === 'cookie') && !process.argv.includes('--print-config')
  require('./load.cjs')(isSmall ? first : 'all')
}
