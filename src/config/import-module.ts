/**
 * Loads a module by its URL. In a file of its own, which the build keeps as it is: the command is CommonJS in one piece, in which
 * `import()` has become `require`, and that cannot load every ES module.
 */
export const importModule = (url: string): Promise<Readonly<Record<string, unknown>>> => import(url) as Promise<Readonly<Record<string, unknown>>>
