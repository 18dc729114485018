import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config';

/** Several processes of the built app on one database; run by `npm test` after the build. */
export default defineConfig({
  ...base,
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    ...base.test,
    include: ['e2e/processes/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each test goes on with the processes that the one before has left.
    bail: 1,
  },
});
