import { defineConfig } from 'vitest/config';

// Node 20 reads these certificates whenever it starts, and tests start it thousands of times, never to connect.
delete process.env['NODE_EXTRA_CA_CERTS'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/seed.ts'],
    globalSetup: ['test/helpers/build.ts', 'test/helpers/pack.ts'],
    // By default one core is left alone: most tests wait for git.
    maxWorkers: '100%',
    // No test mocks a module or changes what another one sees, and loading them anew for each file takes a quarter of the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
