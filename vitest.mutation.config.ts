import { defineConfig } from 'vitest/config';

/**
 * The unit tests of the core, which need neither git nor a build, for `npm run mutation`. Without those that compare the
 * parser with another for many random texts: they run for every mutant that they cover. What survives these is tried
 * with all that runs in the process (`MUTATION_TESTS`).
 */
const isSecond = process.env['MUTATION_TESTS'] === 'all';

export default defineConfig({
  test: {
    include: isSecond
      ? ['test/core/**/*.test.ts', 'test/laws/**/*.test.ts', 'test/report/**/*.test.ts']
      : ['test/core/**/*.test.ts'],
    exclude: isSecond
      ? ['test/report/format-error.test.ts']
      : ['test/core/{parsed-sections,parse-markdown,list-sections,differential}*.test.ts'],
    setupFiles: ['test/helpers/seed.ts'],
    testTimeout: 60_000,
  },
});
