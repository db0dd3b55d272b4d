/**
 * What a table says of a name that may come from anywhere. `constructor` and `__proto__` are names of every JavaScript object, so
 * that `table[name]` would find something that nobody wrote down.
 */
export const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined)
