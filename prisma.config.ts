import { defineConfig } from 'prisma/config';

// `prisma generate` never runs the native schema engine but refuses to begin without one, and it is not on npm: any file will do.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/gigatill' },
});
