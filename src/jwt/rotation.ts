import type { SetMember } from './jwk.ts'

/** What became of the keys for signatures between two copies of a key set. */
export interface Rotation {
  readonly stays: readonly SetMember[]
  readonly added: readonly SetMember[]
  readonly gone: readonly SetMember[]
}

export function rotationOf(previous: readonly SetMember[], keys: readonly SetMember[]): Rotation {
  const [before, after] = [previous.filter(signs), keys.filter(signs)]
  return {
    stays: after.filter((member) => before.some((old) => isSame(old, member))),
    added: after.filter((member) => !before.some((old) => isSame(old, member))),
    gone: before.filter((old) => !after.some((member) => isSame(old, member))),
  }
}

export const signs = ({ key }: SetMember): boolean => key['use'] !== 'enc' && typeof key['kty'] === 'string'

/** Clients look a key up by its kid, so under a new kid it is another key to them. One that had no kid was found by trial, and still is. */
const isSame = (old: SetMember, member: SetMember): boolean =>
  (old.key['kid'] === undefined || old.key['kid'] === member.key['kid']) && (old.thumbprint === undefined || old.thumbprint === member.thumbprint)
