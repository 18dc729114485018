import { db } from '@/lib/infra/db';

/**
 * From when on a connection is compared: its first sync, or the first order that was sent to it, whichever was earlier.
 * What the provider's list holds from before is history, not a difference. Null: nothing to compare yet.
 */
export async function comparedSince(connectionId: number): Promise<Date | null> {
  const [sync, [attempt]] = await Promise.all([
    db().syncRun.findFirst({
      where: { connectionId, status: 'succeeded' },
      orderBy: { id: 'asc' },
      select: { createdAt: true },
    }),
    db().$queryRaw<{ at: Date }[]>`
      SELECT a.at FROM "order" o JOIN attempt a ON a.order_id = o.id AND a.sent
      WHERE o.connection_id = ${connectionId} ORDER BY o.id, a.no LIMIT 1`,
  ]);
  const starts = [sync?.createdAt, attempt?.at].filter((at) => at !== undefined);
  return starts.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
