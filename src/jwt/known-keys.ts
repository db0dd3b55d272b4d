/** placeholder */
export const knownKeys: ReadonlyMap<string, string> = new Map()
