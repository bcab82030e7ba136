import { defineConfig } from 'vitest/config';

/**
 * The unit tests of the core, which need neither git nor a build, for `npm run mutation`. Without those that compare the
 * parser with another for many random texts: they run for every mutant that they cover.
 */
export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts'],
    exclude: ['test/core/{laws,parsed-sections,parse-markdown,list-sections,differential}*.test.ts'],
    setupFiles: ['test/helpers/seed.ts'],
    testTimeout: 60_000,
  },
});
