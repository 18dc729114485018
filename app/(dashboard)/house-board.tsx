import { BooksState } from '@/components/stock/books-state';
import { StockAttention } from '@/components/stock/stock-attention';
import { StockList } from '@/components/stock/stock-list';
import { type Context, seesInternals } from '@/lib/core/actor';
import { getLastCheck } from '@/lib/ledger';
import { getStock } from '@/lib/stock';

/** What the house looks at in the morning besides: stock that is short or low, what can still be sold, and whether the books hold. */
export async function HouseBoard({ ctx }: { ctx: Context }) {
  if (!seesInternals(ctx.actor)) return null;
  const [stock, check] = await Promise.all([getStock(ctx), getLastCheck(ctx)]);
  return (
    <>
      <StockAttention stock={stock} />
      <StockList stock={stock} />
      <BooksState check={check} />
    </>
  );
}
