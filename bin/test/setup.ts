import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';

// Runs before each test file is loaded: the environment is complete before anything of ours reads it. The database of that
// name exists only in files that call `useTestDatabase`.
const url = new URL(inject('databaseServer'));
url.pathname = `/test_${randomBytes(8).toString('hex')}`;
process.env.DATABASE_URL = url.href;
process.env.GIGATILL_SECRET = 'a-secret-for-tests-only-0123456789';
process.env.GIGATILL_ALLOW_LOOPBACK = 'on';
process.env.LOG_LEVEL ??= 'silent';
