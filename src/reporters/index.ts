import type { Reporter } from '../core/report.ts'

/** How to load each format; nothing of the others is loaded. */
export const reporters = {
  pretty: () => import('./pretty.ts'),
  compact: () => import('./compact.ts'),
  json: () => import('./json.ts'),
  ndjson: () => import('./ndjson.ts'),
  sarif: () => import('./sarif.ts'),
  junit: () => import('./junit.ts'),
  github: () => import('./github.ts'),
  gitlab: () => import('./gitlab.ts'),
  markdown: () => import('./markdown.ts'),
  html: () => import('./html.ts'),
} satisfies Record<string, () => Promise<{ readonly reporter: Reporter }>>

export type Format = keyof typeof reporters

export const formats = Object.keys(reporters) as readonly Format[]

export const loadReporter = async (format: Format): Promise<Reporter> => (await reporters[format]()).reporter
