import { agentScope, type Context } from '@/lib/core/actor';
import { type ListPage, newestFirst, type Paging, toPage } from '@/lib/core/paging';
import { db, type Prisma } from '@/lib/infra/db';
import { reversalsOf } from './adjustment-row';
import { paymentDto } from './record-payment';
import type { PaymentDto } from './schemas';

/** Payments of a billing account newest first; an agent sees its own account's only. */
export async function listPayments(
  ctx: Context,
  query: Paging & { billingAccountId: number },
): Promise<ListPage<PaymentDto>> {
  const scope = agentScope(ctx.actor);
  const rows = await db().payment.findMany({
    ...newestFirst<Prisma.PaymentWhereInput>(
      query,
      { billingAccountId: query.billingAccountId },
      scope === null ? {} : { billingAccount: { agent: { id: scope } } },
    ),
  });
  const page = toPage(rows, query.limit);
  const reversals = await reversalsOf(
    db(),
    page.data.map((row) => row.transactionId),
  );
  const shown = (row: (typeof rows)[number]) => {
    const reversal = reversals.get(row.transactionId);
    // That one is asked for is the house's affair until it is done.
    return paymentDto({
      ...row,
      reversal: reversal && (scope === null || reversal.status === 'posted') ? reversal : null,
    });
  };
  return { data: page.data.map(shown), nextCursor: page.nextCursor };
}
