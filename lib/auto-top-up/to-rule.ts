import type { Context } from '@/lib/core/actor';
import { gbText } from '@/lib/core/wire';
import { db, fromDbDay } from '@/lib/infra/db';
import type { Firing, Rule } from './claim-firing';
import { usedBy } from './internal';
import { latestOccurrence, nextOccurrence, parseSchedule, type Schedule } from './schedule';
import type { AutoTopUpRuleDto } from './schemas';

/** A firing so long after it was due was missed at first. */
const LATE_MS = 60 * 60_000;

/** What did not go as planned with the latest firing of a schedule. */
function missedText(firing: Firing | null): string | null {
  if (!firing?.dueDay || !firing.dueAt) return null;
  const day = fromDbDay(firing.dueDay);
  if (firing.problem !== null) return `The one of ${day} was left out: ${firing.problem}`;
  const isLate = firing.at.getTime() - firing.dueAt.getTime() > LATE_MS;
  if (firing.skipped === 0) return isLate ? `The one of ${day} was made late.` : null;
  const earlier = firing.skipped === 1 ? 'one before it was' : `${firing.skipped} before it were`;
  return `The one of ${day} was made late; ${earlier} missed and left out.`;
}

function nextAt(rule: Rule, schedule: Schedule | null, zone: string, now: Date): string | null {
  if (!schedule || !rule.enabled || rule.scheduleAfter === null) return null;
  const latest = latestOccurrence(schedule, zone, now);
  const next = latest.at > rule.scheduleAfter ? latest : nextOccurrence(schedule, zone, now);
  return next.at.toISOString();
}

const text = (gb: bigint | null) => (gb === null ? null : gbText(gb));

/** A rule as screens and the HTTP API show it; `connectionZone` is what its schedule goes by without a zone of its own. */
export async function toRule(ctx: Context, row: Rule, connectionZone: string): Promise<AutoTopUpRuleDto> {
  const zone = row.timeZone ?? connectionZone;
  const schedule = row.schedule === null ? null : parseSchedule(row.schedule);
  const [used, latest] = await Promise.all([
    usedBy(db(), row.id, ctx.now()),
    schedule ? db().autoTopUpFiring.findFirst({ where: { ruleId: row.id }, orderBy: { no: 'desc' } }) : null,
  ]);
  return {
    id: String(row.id),
    thresholdGb: text(row.thresholdGb),
    schedule: schedule && { ...schedule, timeZone: zone },
    amountGb: gbText(row.amountGb),
    dailyCapGb: text(row.dailyCapGb),
    monthlyCapGb: text(row.monthlyCapGb),
    enabled: row.enabled,
    disabledWhy: row.disabledWhy,
    waitingFor: row.waitingFor,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    nextAt: nextAt(row, schedule, zone, ctx.now()),
    lastMissed: missedText(latest),
    todayGb: gbText(used.todayGb),
    monthGb: gbText(used.monthGb),
    lastFiredAt: row.lastFiredAt?.toISOString() ?? null,
    lastOrderId: row.lastOrderId === null ? null : String(row.lastOrderId),
  };
}
