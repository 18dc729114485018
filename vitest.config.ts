import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** `--mode processes`: several processes of the built app on one database; each test goes on with what the one before left. */
const processes = { include: ['e2e/processes/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000, bail: 1 };

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // Guards against server code in the browser; tests run on the server.
      'server-only': `${root}node_modules/server-only/empty.js`,
    },
  },
  test: {
    include: ['{app,bin,components,lib,prisma,sandbox,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['bin/test/global-setup.ts'],
    setupFiles: ['bin/test/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    ...(mode === 'processes' ? processes : {}),
  },
}));
