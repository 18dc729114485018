import 'server-only';
import { type ChartRange, readRange } from '@/components/charts/range';
import type { DifferenceItem } from '@/components/reconciliation/difference-list';
import type { KeptItem } from '@/components/reconciliation/kept-list';
import { KINDS_OF } from '@/components/records/labels';
import { listConnections } from '@/lib/connections';
import type { ConnectionDto } from '@/lib/connections/schemas';
import type { Context } from '@/lib/core/actor';
import { addDays, dayIn, isTimeZone } from '@/lib/core/calendar-date';
import { getOrder } from '@/lib/orders';
import {
  comparedSince,
  countDiscrepancies,
  getProviderRecord,
  getReconciliation,
  likelyCause,
  listDiscrepancies,
} from '@/lib/reconciliation';
import { type DiscrepancyDto, type KeptKind, keptKindSchema } from '@/lib/reconciliation/schemas';

/** Differences shown at once: each one is read with both of its sides. */
const SHOWN = 25;
const MAX_DAYS = 400;

async function readSides(ctx: Context, { orderId, recordId }: { orderId: string | null; recordId: string | null }) {
  const [order, record] = await Promise.all([
    orderId == null ? null : getOrder(ctx, { id: Number(orderId) }),
    recordId == null ? null : getProviderRecord(ctx, { id: BigInt(recordId) }),
  ]);
  return { order, record };
}

export type OpenDifferences = {
  open: number;
  byKind: Partial<Record<KeptKind, number>>;
  kind: KeptKind | null;
  items: KeptItem[];
  nextCursor: string | null;
};

async function toKept(ctx: Context, row: DiscrepancyDto): Promise<KeptItem[]> {
  const { id, kind, foundAt, adoptable, cause, figures, connectionId, since, day, account, orderId, recordId } = row;
  const kept = { id, foundAt, adoptable };
  if (kind === 'residual_mismatch' || kind === 'usage_mismatch') {
    if (figures === null || cause === null) return [];
    const about = {
      id,
      kind,
      connectionId,
      since: since ?? day,
      day,
      figures,
      account,
      cause,
      orderId,
      recordId,
      foundAt,
    };
    return [{ ...kept, of: 'figures', item: about }];
  }
  const { order, record } = await readSides(ctx, row);
  const at = order?.createdAt ?? record?.at ?? foundAt;
  return [{ ...kept, of: 'orders', item: { key: id, kind, at, order, record, cause: row.guess } }];
}

/** The differences of one connection that somebody has to look at, of one kind or of all, the oldest first. */
export async function readOpenDifferences(
  ctx: Context,
  connectionId: number,
  search: Record<string, string>,
): Promise<OpenDifferences> {
  const asked = keptKindSchema.safeParse(search.kind);
  const kind = asked.success ? asked.data : null;
  const [{ open, byKind }, page] = await Promise.all([
    countDiscrepancies(ctx, { connectionId }),
    listDiscrepancies(ctx, {
      connectionId,
      limit: SHOWN,
      ...(kind === null ? {} : { kind }),
      ...(search.open === undefined ? {} : { cursor: search.open }),
    }),
  ]);
  const items = (await Promise.all(page.data.map((row) => toKept(ctx, row)))).flat();
  return { open, byKind, kind, items, nextCursor: page.nextCursor };
}

export type ReconciliationPage = {
  connections: ConnectionDto[];
  chosen: ConnectionDto | null;
  range: ChartRange;
  today: string;
  zone: string;
  comparable: boolean;
  matched: number;
  total: number;
  /** Lines of the provider from before we began to compare; among `items` only where `withHistory`. */
  history: number;
  withHistory: boolean;
  asOf: string | null;
  items: DifferenceItem[];
  /** How many are left out before and after those shown. */
  start: number;
};

function zoneOf(connection: ConnectionDto | null): string {
  const zone = connection?.settings.timeZone;
  return typeof zone === 'string' && isTimeZone(zone) ? zone : 'Asia/Shanghai';
}

function bounded(range: ChartRange): ChartRange {
  return range.days <= MAX_DAYS ? range : { ...range, from: addDays(range.to, 1 - MAX_DAYS), days: MAX_DAYS };
}

/** The connection that the address names, else the first one that keeps records. */
function choose(connections: readonly ConnectionDto[], id: string | undefined): ConnectionDto | null {
  const named = connections.find((connection) => connection.id === id);
  return named ?? connections.find(({ provider }) => KINDS_OF[provider].length > 0) ?? connections[0] ?? null;
}

/** Ours against theirs for the connection and days that an address names. */
export async function readReconciliation(ctx: Context, search: Record<string, string>): Promise<ReconciliationPage> {
  const connections = (await listConnections(ctx)).data;
  const chosen = choose(connections, search.connectionId);
  const zone = zoneOf(chosen);
  const today = dayIn(zone, ctx.now());
  const range = bounded(readRange(search, today));
  const comparable = chosen !== null && KINDS_OF[chosen.provider].length > 0;
  const found =
    chosen && comparable
      ? await getReconciliation(ctx, { connectionId: Number(chosen.id), from: range.from, to: range.to })
      : { matched: 0, differences: [], asOf: chosen?.lastSyncedAt ?? null };
  const since = chosen && comparable ? await comparedSince(Number(chosen.id)) : null;
  const isHistory = ({ kind, at }: (typeof found.differences)[number]) =>
    kind === 'only_provider' && (since === null || new Date(at) < since);
  const withHistory = search.history === 'on';
  const differences = withHistory ? found.differences : found.differences.filter((each) => !isHistory(each));
  const start = /^\d{1,6}$/.test(search.after ?? '') ? Number(search.after) : 0;
  const items = await Promise.all(
    differences.slice(start, start + SHOWN).map(async ({ kind, orderId, recordId, at }): Promise<DifferenceItem> => {
      const { order, record } = await readSides(ctx, { orderId: orderId ?? null, recordId: recordId ?? null });
      const cause = likelyCause(kind, order, record, found.asOf);
      return { key: `${kind}-${orderId ?? ''}-${recordId ?? ''}`, kind, at, order, record, cause };
    }),
  );
  const { matched, asOf } = found;
  return {
    connections,
    chosen,
    range,
    today,
    zone,
    comparable,
    matched,
    total: differences.length,
    history: found.differences.filter(isHistory).length,
    withHistory,
    asOf,
    items,
    start,
  };
}
