import type { Reporter } from '../core/report.ts'

/** For people. */
export const reporter: Reporter = { end: () => '' }
