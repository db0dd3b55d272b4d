import { dirname, relative, resolve } from 'node:path'
import type { ConfigFile } from './schema.ts'

/** Where keys are to be read from may also be an address, or a variable of the environment. */
export const isFile = (place: string): boolean => !/^(?:https?:|env:)/.test(place)

/** A configuration with its paths as another folder sees them: each starts from the file that it is written in. */
export function seenFrom(folder: string, file: string, config: ConfigFile): ConfigFile {
  const own = dirname(file)
  if (own === folder) return config
  const path = (written: string): string => (isFile(written) ? relative(folder, resolve(own, written)) : written)
  const paths = <T extends string | string[]>(written: T): T => (Array.isArray(written) ? written.map(path) : path(written)) as T
  const { jwt, baseline } = config
  return {
    ...config,
    ...(baseline === undefined ? {} : { baseline: path(baseline) }),
    ...(jwt ? { jwt: { ...jwt, ...(jwt.jwks === undefined ? {} : { jwks: paths(jwt.jwks) }), ...(jwt.key === undefined ? {} : { key: paths(jwt.key) }) } } : {}),
  }
}
