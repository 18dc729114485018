import type { Context } from '@/lib/core/actor';
import { AppError } from '@/lib/core/errors';
import { db } from '@/lib/infra/db';
import { requirePerson } from './internal';
import { verifyPassword } from './passwords';
import { countAttempt, forgiveAttempts } from './throttle';

/** Asks a signed-in person for the password again. Throws `invalid_input` at `field` when it is wrong, `rate_limited`. */
export async function checkOwnPassword(ctx: Context, password: string, field: string): Promise<{ email: string }> {
  const { userId, address } = requirePerson(ctx);
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, passwordHash: true },
  });
  await countAttempt(user.email, address);
  if (!(await verifyPassword(user.passwordHash, password))) {
    const message = 'The present password is wrong.';
    throw new AppError('invalid_input', message, { fields: [{ path: field, message }] });
  }
  await forgiveAttempts(user.email, address);
  return { email: user.email };
}
