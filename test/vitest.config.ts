import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/temporary-folder.ts',
    // The clock and the locale of the machine must not matter.
    env: { TZ: 'America/New_York', NO_COLOR: '1' },
    testTimeout: 90_000,
    // Nothing under test keeps state between files, so they share their modules: that spares most of the time.
    isolate: false,
    pool: 'forks',
    // Two cores, and what waits for other processes leaves them to the rest.
    maxWorkers: 3,
    maxConcurrency: 3,
  },
})
