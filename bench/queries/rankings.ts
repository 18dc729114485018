import { addDays, dayIn } from '@/lib/core/calendar-date';
import { db } from '@/lib/infra/db';
import { getDailyUsageJson } from '@/lib/usage';
import { forgetAnswers } from '@/lib/usage/answers';
import { ctx } from '../machine/installation';
import { afresh } from './afresh';
import type { Operations } from './operations';

/**
 * Who used most in 30 days: as the screens ask, which the worker has worked out by then, and in days of one's own choice, which
 * nobody has.
 */
export function addRankings(operations: Operations, top: number): void {
  const today = dayIn('Asia/Shanghai', ctx.now());
  const days = (to: string) => ({ from: addDays(to, -29), to, top });
  for (const groupBy of ['customer', 'account'] as const) {
    operations.set(
      `ranking of 30 days by ${groupBy}, as the screens ask`,
      afresh(() => getDailyUsageJson(ctx, { ...days(today), groupBy })),
    );
  }
  operations.set('ranking of 30 days by customer, nothing kept', async () => {
    await db().$executeRaw`DELETE FROM usage_ranking WHERE NOT preset`;
    forgetAnswers();
    return getDailyUsageJson(ctx, { ...days(addDays(today, -1)), groupBy: 'customer' });
  });
}
