import { applies, clients, hasBrowser, identities, questions, revocations, risks, sites, storages, stores, teams, verifiers, type Answers } from '../../src/advise/questions.ts'

/** A browser application of the plainest kind. */
export const plain: Answers = { clients: ['browser'], site: 'same-site', verifiers: 'one', revocation: '15m', risk: 'normal', identity: 'own', store: 'yes', team: 'ready', storage: 'memory' }

/** Answers without those that do not apply to these clients. */
export const given = (changes: Partial<Answers>): Answers => {
  const all = { ...plain, ...changes }
  return Object.fromEntries(questions.filter((question) => applies(question, all)).map(({ name }) => [name, all[name]])) as unknown as Answers
}

const subsets = <T>(items: readonly T[]): readonly (readonly T[])[] => items.reduce<readonly (readonly T[])[]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])

/** Everything that can be answered. */
export function* everything(): Generator<Answers> {
  for (const who of subsets(clients).filter((set) => set.length > 0))
    for (const site of hasBrowser({ clients: who }) ? sites : [undefined])
      for (const store of site ? stores : [undefined])
        for (const storage of site ? storages : [undefined])
          for (const verifier of verifiers)
            for (const revocation of revocations)
              for (const risk of risks)
                for (const identity of identities)
                  for (const team of teams) yield { clients: who, verifiers: verifier, revocation, risk, identity, team, ...(site ? { site } : {}), ...(store ? { store } : {}), ...(storage ? { storage } : {}) }
}
