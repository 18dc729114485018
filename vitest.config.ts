import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
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
  },
});
