import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/seed.ts'],
    globalSetup: ['test/helpers/build.ts', 'test/helpers/pack.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
