import type { Context } from '@/lib/core/actor';
import { divideRounded } from '@/lib/core/decimal';
import { db, type Tx } from '@/lib/infra/db';
import { smaller } from './allocate';
import { firstOpenMonth, startOfMonth } from './months';
import { toMicro } from './read-book';
import { askRecost, lockState } from './state';

type Purchases = {
  kinds: readonly string[];
  untracked: readonly string[];
  pools: readonly string[];
  soldByOrders: boolean;
};

/** Which of a provider's own lists tell what we bought there; `untracked` kinds fill a pool that nothing tells the rest of. */
const PURCHASES: Record<'ipweb' | 'ipidea' | 'freebit', Purchases> = {
  ipweb: { kinds: ['recharge_for_me'], untracked: [], pools: ['account'], soldByOrders: true },
  ipidea: {
    kinds: ['flow', 'mobile_flow'],
    untracked: ['mobile_flow'],
    pools: ['balance_left', 'flow_left'],
    soldByOrders: false,
  },
  freebit: { kinds: [], untracked: [], pools: [], soldByOrders: true },
};

/** A record that is older than the opening by more than this was used up before our records begin. */
const OPENING_SLACK_MS = 2 * 86_400_000;

type RecordRow = {
  id: bigint;
  kind: string;
  at: Date;
  amount: bigint;
  asset: string;
  money: bigint | null;
  currency: string | null;
  expires: bigint | null;
};

/** Purchases that no block was made of yet; IPIDEA's only once they are paid. */
function newPurchases(tx: Tx, connectionId: number, kinds: readonly string[]): Promise<RecordRow[]> {
  return tx.$queryRaw<RecordRow[]>`
    SELECT r.id, r.kind, r.at, r.amount, r.asset, r.money_minor AS money, r.currency,
      CASE WHEN r.raw->>'sub_expire_time' ~ '^[1-9][0-9]{8,9}$' THEN (r.raw->>'sub_expire_time')::bigint END AS expires
    FROM provider_record r WHERE r.connection_id = ${connectionId} AND r.kind = ANY(${[...kinds]}) AND r.amount > 0
      AND r.asset IS NOT NULL AND coalesce(r.raw->>'pay_status', '1') = '1'
      AND NOT EXISTS (SELECT FROM cost_block b WHERE b.record_id = r.id) ORDER BY r.at DESC, r.id DESC`;
}

/** The rest of the pool that purchases fill, as the provider last stated it; null where it does not. */
async function poolResidual(tx: Tx, connectionId: number, pools: readonly string[]): Promise<bigint | null> {
  const rows = await tx.poolBalance.findMany({ where: { connectionId, pool: { in: [...pools] } } });
  const row = pools.flatMap((pool) => rows.find((found) => found.pool === pool) ?? [])[0];
  return row?.residual ?? null;
}

/**
 * What of our purchases was not sold when our own costing begins: what is left to sell now, and what orders of open months
 * sold since. Null where the provider does not tell its pool.
 */
async function leftAtOpening(tx: Tx, connectionId: number, pools: readonly string[]): Promise<bigint | null> {
  const residual = await poolResidual(tx, connectionId, pools);
  if (residual === null) return null;
  const open = await firstOpenMonth(tx);
  const [row] = await tx.$queryRaw<{ unused: bigint; sold: bigint }[]>`
    SELECT (SELECT coalesce(sum(residual), 0)::bigint FROM upstream_account
        WHERE connection_id = ${connectionId} AND kind <> 'pool' AND residual > 0) AS unused,
      (SELECT coalesce(sum(CASE WHEN type = 'deduct' THEN -amount ELSE amount END), 0)::bigint FROM "order"
        WHERE connection_id = ${connectionId} AND status = 'succeeded' AND amount IS NOT NULL
          AND settled_at >= ${open === null ? new Date(0) : startOfMonth(open)}) AS sold`;
  const left = residual - (row?.unused ?? 0n);
  const total = (left > 0n ? left : 0n) + (row?.sold ?? 0n);
  return total > 0n ? total : 0n;
}

/** Of purchases, newest first, how much of each is left when `total` is left of all: the newest last. */
export function fillNewest(amounts: readonly bigint[], total: bigint): bigint[] {
  let left = total;
  return amounts.map((amount) => {
    const part = smaller(amount, left);
    left -= part;
    return part;
  });
}

function shareOf(paid: bigint | null, currency: string | null, used: bigint, amount: bigint): bigint {
  return paid === null || currency === null ? 0n : divideRounded(toMicro(paid, currency) * used, amount);
}

async function addBlocks(
  tx: Tx,
  connectionId: number,
  records: readonly RecordRow[],
  remaining: (row: RecordRow, index: number) => bigint,
  isTracked: (row: RecordRow) => boolean,
): Promise<void> {
  await tx.costBlock.createMany({
    data: records.map((row, index) => {
      const left = remaining(row, index);
      const before = row.amount - left;
      return {
        connectionId,
        boughtAt: row.at,
        amount: row.amount,
        remaining: left,
        beforeAmount: before,
        asset: row.asset,
        paidMinor: row.currency === null ? null : row.money,
        currency: row.money === null ? null : row.currency,
        spentMicro: shareOf(row.money, row.currency, before, row.amount),
        expiresAt: row.expires === null ? null : new Date(Number(row.expires) * 1000),
        recordId: row.id,
        source: row.kind,
        tracked: isTracked(row),
      };
    }),
    skipDuplicates: true,
  });
}

/** Where traffic is used without orders of ours: what is left of its blocks is what the provider says is left of the pool. */
async function followPool(tx: Tx, connectionId: number, pools: readonly string[], now: Date): Promise<void> {
  const residual = await poolResidual(tx, connectionId, pools);
  if (residual === null) return;
  const blocks = await tx.costBlock.findMany({
    where: { connectionId, tracked: true, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  const last = (row: (typeof blocks)[number]) => row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  blocks.sort((a, b) =>
    last(a) === last(b) ? b.boughtAt.getTime() - a.boughtAt.getTime() || b.id - a.id : last(b) - last(a),
  );
  const left = fillNewest(
    blocks.map(({ amount }) => amount),
    residual > 0n ? residual : 0n,
  );
  for (const [index, block] of blocks.entries()) {
    const remaining = left[index] ?? 0n;
    if (remaining === block.remaining) continue;
    const beforeAmount = block.amount - remaining;
    const spentMicro = shareOf(block.paidMinor, block.currency, beforeAmount, block.amount);
    await tx.costBlock.update({ where: { id: block.id }, data: { remaining, beforeAmount, spentMicro } });
  }
}

/**
 * Makes blocks of the purchases in the provider's own lists, each once. The first time only as much of them counts as left
 * as the provider has left to sell, the newest last; what is older was used before our records begin.
 */
export async function takeBlocks(ctx: Context, connectionId: number): Promise<void> {
  const connection = await db().connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: { provider: true, lastSyncedAt: true },
  });
  const { kinds, untracked, pools, soldByOrders } = PURCHASES[connection.provider];
  const known = await db().costState.findUnique({ where: { connectionId }, select: { takenAt: true } });
  if (!connection.lastSyncedAt || known?.takenAt?.getTime() === connection.lastSyncedAt.getTime()) return;
  await db().$transaction(
    async (tx) => {
      const state = await lockState(tx, connectionId);
      const records = kinds.length === 0 ? [] : await newPurchases(tx, connectionId, kinds);
      const opened = state?.opened_at ?? null;
      const opening = !opened && soldByOrders ? await leftAtOpening(tx, connectionId, pools) : null;
      if (records.length > 0 && !(soldByOrders && !opened && opening === null)) {
        const fill =
          opening === null
            ? null
            : fillNewest(
                records.map(({ amount }) => amount),
                opening,
              );
        const isOld = (row: RecordRow) => opened !== null && row.at.getTime() < opened.getTime() - OPENING_SLACK_MS;
        const remaining = (row: RecordRow, index: number) =>
          fill?.[index] ?? (isOld(row) && soldByOrders ? 0n : row.amount);
        // Without orders of ours nobody knows what was left of a package that had expired before it was first seen.
        const isOver = (row: RecordRow) => row.expires !== null && Number(row.expires) * 1000 <= ctx.now().getTime();
        const isTracked = (row: RecordRow) => !untracked.includes(row.kind) && (soldByOrders || !isOver(row));
        await addBlocks(tx, connectionId, records, remaining, isTracked);
        const oldest = records.filter((row, index) => remaining(row, index) > 0n).at(-1);
        if (oldest && soldByOrders) await askRecost(tx, connectionId, oldest.at);
      }
      if (!soldByOrders) await followPool(tx, connectionId, pools, ctx.now());
      const isOpen = opened !== null || opening !== null || !soldByOrders;
      await tx.$executeRaw`
        UPDATE cost_state SET taken_at = ${connection.lastSyncedAt}, opened_at = coalesce(opened_at, ${isOpen ? ctx.now() : null})
        WHERE connection_id = ${connectionId}`;
    },
    { timeout: 60_000, maxWait: 10_000 },
  );
}
