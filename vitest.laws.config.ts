import { defineConfig } from 'vitest/config';

/** The laws of the core alone, as often as LAW_RUNS says (`npm run laws`); `npm test` tries a quick share of them. */
export default defineConfig({
  test: {
    include: ['test/laws/**/*.test.ts'],
    setupFiles: ['test/helpers/seed.ts'],
    maxWorkers: 2,
    testTimeout: 36_000_000,
  },
});
