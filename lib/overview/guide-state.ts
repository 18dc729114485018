import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { inTransaction } from '@/lib/infra/db';

/** What is kept of the guide, in `setting`: whether it was closed or opened again, and that the first chart was looked at. */
export const GUIDE_KEY = 'guide';
export const CHART_KEY = 'guide.chart';

/** Closes the guide on the Overview for everybody, or opens it again. Admins only. */
export async function setGuide(ctx: Context, input: { open: boolean }): Promise<void> {
  requireRole(ctx.actor, 'admin');
  const value = { open: input.open };
  await inTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key: GUIDE_KEY }, create: { key: GUIDE_KEY, value }, update: { value } });
    await recordAudit(tx, ctx, { action: 'setting.changed', entity: 'setting', entityId: GUIDE_KEY, after: value });
  });
}

/** Notes that somebody went to look at the first chart: the guide's last step. Admins only; a second time changes nothing. */
export async function noteChartSeen(ctx: Context): Promise<void> {
  requireRole(ctx.actor, 'admin');
  await inTransaction(async (tx) => {
    const { count } = await tx.setting.createMany({
      data: [{ key: CHART_KEY, value: { at: ctx.now().toISOString() } }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, { action: 'setting.set', entity: 'setting', entityId: CHART_KEY });
  });
}
