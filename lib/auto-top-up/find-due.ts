import { openAdapter } from '@/lib/connections';
import type { Context } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import type { Due, Rule } from './claim-firing';
import { countBetween, latestOccurrence, parseSchedule } from './schedule';

/** Whose clock a rule's schedule goes by. */
async function zoneOf(rule: Rule): Promise<string> {
  if (rule.timeZone !== null) return rule.timeZone;
  const { connectionId } = await db().upstreamAccount.findUniqueOrThrow({
    where: { id: rule.accountId },
    select: { connectionId: true },
  });
  return (await openAdapter(connectionId)).settings.timeZone;
}

/**
 * What is due of a rule's schedule: the latest occurrence, and only that one, however many were missed while nothing ran.
 * What was before the rule was set, or was served, is over.
 */
export async function findDue(ctx: Context, rule: Rule): Promise<Due | null> {
  if (rule.schedule === null || rule.scheduleAfter === null) return null;
  const now = ctx.now();
  if (rule.scheduleAfter > now) {
    // The clock went back. What it passes again is not due again: each served day is known by its date.
    await db().autoTopUp.updateMany({
      where: { id: rule.id, scheduleAfter: rule.scheduleAfter },
      data: { scheduleAfter: now },
    });
    return null;
  }
  const schedule = parseSchedule(rule.schedule);
  const zone = await zoneOf(rule);
  const latest = latestOccurrence(schedule, zone, now);
  if (latest.at <= rule.scheduleAfter) return null;
  return { ...latest, skipped: countBetween(schedule, zone, rule.scheduleAfter, latest.at) };
}
