import { recordAudit } from '@/lib/audit';
import type { Context } from '@/lib/core/actor';
import { isTimeZone } from '@/lib/core/calendar-date';
import { AppError } from '@/lib/core/errors';
import { inTransaction } from '@/lib/infra/db';
import { requirePerson } from './internal';
import type { PreferencesInput } from './schemas';

/**
 * Keeps one's own language and time zone (an IANA name); `null` leaves it to the browser again, what is left out stays.
 * Throws `invalid_input` for a zone that does not exist.
 */
export async function setPreferences(ctx: Context, input: PreferencesInput): Promise<void> {
  const { userId, agentId } = requirePerson(ctx);
  if (input.timeZone && !isTimeZone(input.timeZone)) {
    const message = 'This time zone is unknown.';
    throw new AppError('invalid_input', message, { fields: [{ path: 'timeZone', message }] });
  }
  const wanted = Object.entries(input).filter(([, value]) => value !== undefined);
  await inTransaction(async (tx) => {
    const before: Record<string, string | null> = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { locale: true, timeZone: true },
    });
    const changed = wanted.filter(([name, value]) => before[name] !== value);
    if (changed.length === 0) return;
    const after = Object.fromEntries(changed);
    await tx.user.update({ where: { id: userId }, data: after, select: { id: true } });
    await recordAudit(tx, ctx, {
      action: 'user.preferences_changed',
      entity: 'user',
      entityId: userId,
      agentId,
      before: Object.fromEntries(changed.map(([name]) => [name, before[name]])),
      after,
    });
  });
}
