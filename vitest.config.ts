import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/nightly/**', 'node_modules/**'],
    setupFiles: ['test/helpers/seed.ts'],
    globalSetup: ['test/helpers/build.ts', 'test/helpers/pack.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
