// The bare loop that a word list is measured against: node words.mjs TOKEN FILE.
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [token, file] = process.argv.slice(2)
const dot = token.lastIndexOf('.')
const input = token.slice(0, dot)
const signature = token.slice(dot + 1)
for (const word of readFileSync(file, 'latin1').split('\n')) if (createHmac('sha256', word).update(input).digest('base64url') === signature) console.log('found')
