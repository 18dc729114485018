import 'server-only';
import { createUser } from '@/lib/auth';
import { systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import type { Environment } from '@/lib/infra/env';
import { closeJobs } from '@/lib/infra/jobs';
import { log } from '@/lib/infra/log';
import { connectSandbox } from './connect-sandbox';

export { connectTrial } from './connect-trial';

const DEFAULT_ADMIN = 'admin@gigatill.local';

/**
 * What the first start needs, and nothing on later ones: an administrator and, with the sandbox on, its connections
 * and demo data. Returns the sign-in when it made one; a given password is not repeated.
 */
export async function ensureFirstStart(input: {
  env: Environment;
}): Promise<{ adminEmail: string; adminPassword?: string } | undefined> {
  const { env } = input;
  try {
    const admin = await ensureAdmin(env);
    if (env.sandboxUrl !== undefined) {
      // The demo is a convenience: without it the installation is still whole.
      await connectSandbox(env.sandboxUrl).catch((error: unknown) => {
        log().error({ err: error }, 'the demo could not be set up');
      });
    }
    return admin;
  } finally {
    await closeJobs();
    await closeDb();
  }
}

async function ensureAdmin(env: Environment): Promise<{ adminEmail: string; adminPassword?: string } | undefined> {
  if ((await db().user.count({ where: { role: 'admin' } })) > 0) return undefined;
  const user = await createUser(systemContext('first start'), {
    email: env.adminEmail ?? DEFAULT_ADMIN,
    name: 'Administrator',
    role: 'admin',
    ...(env.adminPassword === undefined ? {} : { password: env.adminPassword }),
  });
  return { adminEmail: user.email, ...(user.password === null ? {} : { adminPassword: user.password }) };
}
