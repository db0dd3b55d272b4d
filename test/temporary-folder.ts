import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What tests write for a while, keys and tokens among it, goes into one folder that is gone after the run. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-tests-'))
  process.env['TMPDIR'] = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
