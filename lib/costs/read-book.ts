import { minorDigits } from '@/lib/core/money';
import { Prisma, type Tx } from '@/lib/infra/db';
import { type Basis, type Block, type Book, type Held, inOrderOfUse, type ListCost, type Sale } from './allocate';

/** Money in minor units as millionths of its currency. */
export function toMicro(minor: bigint, currency: string): bigint {
  return minor * 10n ** BigInt(6 - minorDigits(currency));
}

type HeldRow = {
  id: bigint;
  account_id: number;
  settled_at: Date;
  block_id: number | null;
  asset: string;
  basis: Basis;
  amount: bigint;
  returned: bigint;
  cost_micro: bigint;
  cost_currency: string;
  sale_currency: string;
};

/** What the accounts that give something back got so far and still hold, latest first. */
async function readHeld(tx: Tx, sales: readonly Sale[]): Promise<Map<number, Held[]>> {
  const accounts = [
    ...new Set(sales.flatMap((sale) => (sale.back && sale.accountId !== null ? [sale.accountId] : []))),
  ];
  const held = new Map<number, Held[]>();
  if (accounts.length === 0) return held;
  const rows = await tx.$queryRaw<HeldRow[]>`
    SELECT id, account_id, settled_at, block_id, asset, basis, amount, returned, cost_micro, cost_currency, sale_currency FROM cost_allocation
    WHERE account_id = ANY(${accounts}) AND amount > 0 AND returned < amount ORDER BY account_id, settled_at DESC, id DESC`;
  for (const row of rows) {
    const { amount, returned, asset, basis } = row;
    const part: Held = {
      row: { id: row.id },
      at: row.settled_at.getTime(),
      blockId: row.block_id,
      asset,
      basis,
      amount,
      returned,
      cost: row.cost_micro,
      currency: row.cost_currency,
      soldIn: row.sale_currency,
    };
    held.set(row.account_id, [...(held.get(row.account_id) ?? []), part]);
  }
  return held;
}

/** A connection's list costs, oldest first. */
async function readListCosts(tx: Tx, connectionId: number): Promise<ListCost[]> {
  const rows = await tx.cost.findMany({ where: { connectionId }, orderBy: [{ validFrom: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => ({ from: row.validFrom.getTime(), perGb: row.perGb, currency: row.currency }));
}

/** What a batch of sales is costed by, and `save` for what has changed in its blocks. */
export async function readBook(tx: Tx, connectionId: number, sales: readonly Sale[]) {
  const held = await readHeld(tx, sales);
  const heldBlocks = [...held.values()].flatMap((parts) => parts.flatMap(({ blockId }) => blockId ?? []));
  const rows = await tx.costBlock.findMany({
    where: { connectionId, OR: [{ tracked: true, remaining: { gt: 0n } }, { id: { in: [...new Set(heldBlocks)] } }] },
  });
  const blocks: Block[] = rows.map((row) => ({
    id: row.id,
    boughtAt: row.boughtAt.getTime(),
    expiresAt: row.expiresAt?.getTime() ?? null,
    asset: row.asset,
    amount: row.amount,
    remaining: row.remaining,
    paid: row.paidMinor === null || row.currency === null ? null : toMicro(row.paidMinor, row.currency),
    spent: row.spentMicro,
    currency: row.currency,
  }));
  blocks.sort(inOrderOfUse);
  const book: Book = { blocks, listCosts: await readListCosts(tx, connectionId), held };
  const before = new Map(rows.map((row) => [row.id, row]));
  const save = async (saving: Tx): Promise<void> => {
    const changed = blocks.filter((block) => {
      const row = before.get(block.id);
      return row?.remaining !== block.remaining || row.spentMicro !== block.spent;
    });
    if (changed.length === 0) return;
    const values = Prisma.join(
      changed.map(({ id, remaining, spent }) => Prisma.sql`(${id}::int, ${remaining}::bigint, ${spent}::bigint)`),
    );
    await saving.$executeRaw`
      UPDATE cost_block b SET remaining = v.remaining, spent_micro = v.spent
      FROM (VALUES ${values}) AS v(id, remaining, spent) WHERE b.id = v.id`;
  };
  return { ...book, save };
}
