// Runs openssl, the other program that signs and issues, in a directory of its own.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const directory = mkdtempSync(join(tmpdir(), 'authlint-openssl-'))

export const path = (name: string): string => join(directory, name)
export const read = (name: string): Buffer => readFileSync(path(name))
export const write = (name: string, content: string | Buffer): void => writeFileSync(path(name), content)

/** Files are named relative to the directory. */
export const openssl = (...args: readonly string[]): Buffer => execFileSync('openssl', args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })

/** A private key `<name>.key` and a certificate `<name>.crt`, valid for ten years. */
export function issue(name: string, algorithm: readonly string[]): void {
  openssl('genpkey', ...algorithm, '-out', `${name}.key`)
  openssl('req', '-x509', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-days', '3650', '-out', `${name}.crt`)
}

export const rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'] as const
export const p256 = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const
export const ed25519 = ['-algorithm', 'ed25519'] as const
