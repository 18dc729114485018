import type { OpenAlertsDto } from '@/lib/alerts/schemas';
import type { ConnectionDto } from '@/lib/connections/schemas';
import type { LastCheckDto } from '@/lib/ledger/schemas';
import type { StockDto } from '@/lib/stock/schemas';
import { type AttentionItem, byUrgency, type CountedKind } from './attention-schemas';
import type { Waiting } from './count-waiting';
import type { OutageDto } from './schemas';
import { staleSince } from './stale-readings';

/** A backup of our own command that is older was forgotten. */
const BACKUP_OLD_MS = 8 * 86_400_000;

/** What only the house knows. */
type HouseFacts = {
  connections: readonly ConnectionDto[];
  stock: readonly StockDto[];
  pools: OpenAlertsDto['pools'];
  differences: readonly ({ connectionId: string; name: string } & Waiting)[];
  check: LastCheckDto;
  lastBackup: string | null;
};

type Counted = Record<Exclude<CountedKind, 'differences'>, Waiting>;

function ofStock(stock: readonly StockDto[]): AttentionItem[] {
  return stock.flatMap((one): AttentionItem[] => {
    const { connectionId, connectionName: name, sellableBytes, daysOfCover, byteBase: base, unusedAsOf } = one;
    if (one.state === 'short') {
      const missing = sellableBytes !== null && sellableBytes < 0 ? { bytes: -sellableBytes, base } : null;
      return [{ kind: 'short', connectionId, name, missing, oldest: null }];
    }
    if (one.state !== 'low') return [];
    const sellable = sellableBytes === null || unusedAsOf === null ? null : { bytes: sellableBytes, base };
    return [{ kind: 'stock_low', connectionId, name, days: daysOfCover ?? 0, sellable, oldest: null }];
  });
}

/** Pools below a threshold, but for those whose stock says the same already. */
function ofPools(pools: OpenAlertsDto['pools'], stock: readonly StockDto[]): AttentionItem[] {
  const told = (connectionId: string, pool: string) =>
    stock.some((one) => one.connectionId === connectionId && one.pool === pool && /^(short|low)$/.test(one.state));
  return pools
    .filter(({ connectionId, pool }) => !told(connectionId, pool))
    .map(({ connectionId, connectionName, pool, residualBytes, byteBase, daysLeft, raisedAt }) => ({
      kind: 'pool_low',
      connectionId,
      name: connectionName,
      pool,
      left: { bytes: residualBytes, base: byteBase },
      days: daysLeft,
      oldest: raisedAt,
    }));
}

function ofBooks(check: LastCheckDto): AttentionItem[] {
  if (check.state === 'broken') return [{ kind: 'books_broken', count: check.found, oldest: check.at }];
  return check.stale ? [{ kind: 'books_stale', oldest: check.at }] : [];
}

function ofHouse(house: HouseFacts, now: Date): AttentionItem[] {
  const { differences, lastBackup } = house;
  const items = [...ofBooks(house.check), ...ofStock(house.stock), ...ofPools(house.pools, house.stock)];
  for (const connection of house.connections) {
    const since = staleSince(connection, now);
    const { id: connectionId, name } = connection;
    if (since !== null) items.push({ kind: 'stale', connectionId, name, readAt: since, oldest: since });
  }
  for (const difference of differences) items.push({ kind: 'differences', ...difference });
  if (lastBackup !== null && now.getTime() - Date.parse(lastBackup) > BACKUP_OLD_MS) {
    items.push({ kind: 'backup_old', oldest: lastBackup });
  }
  return items;
}

/** All that needs somebody as one list, the most urgent first; empty when nothing does. `house` is null for agents. */
export function listAttention(
  counted: Counted & { rejectedFrom: string },
  outages: readonly OutageDto[],
  house: HouseFacts | null,
  now: Date,
): AttentionItem[] {
  const items: AttentionItem[] = house ? ofHouse(house, now) : [];
  for (const { connectionId, name, status, since, lastSyncedAt } of outages) {
    const kind = status === 'unauthorized' ? 'refused' : 'down';
    items.push({ kind, connectionId, name, readAt: lastSyncedAt, oldest: since });
  }
  for (const kind of ['unknown', 'out', 'awaiting', 'adjustments', 'low', 'alert'] as const) {
    if (counted[kind].count > 0) items.push({ kind, ...counted[kind] });
  }
  if (counted.rejected.count > 0) items.push({ kind: 'rejected', from: counted.rejectedFrom, ...counted.rejected });
  return byUrgency(items);
}
