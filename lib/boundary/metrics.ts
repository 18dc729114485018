import 'server-only';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { db } from '@/lib/infra/db';

type Metrics = { registry: Registry; requests: Counter<'method' | 'route' | 'status'>; seconds: Histogram<'route'> };

/** In development modules load again at each change; the counts must not begin anew. */
const kept = globalThis as typeof globalThis & { gigatillMetrics?: Metrics };

function gauge(registry: Registry, name: string, help: string, label: string, read: () => Promise<[string, number][]>) {
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [value, count] of await read()) this.set({ [label]: value }, count);
    },
  });
}

/** Facts of the installation, read from the database when somebody asks. */
function addGauges(registry: Registry): void {
  gauge(registry, 'gigatill_orders', 'Orders by status', 'status', async () => {
    const rows = await db().order.groupBy({ by: ['status'], _count: { _all: true } });
    return rows.map((row) => [row.status, row._count._all]);
  });
  gauge(registry, 'gigatill_connections', 'Connections by status', 'status', async () => {
    const rows = await db().connection.groupBy({ by: ['status'], _count: { _all: true } });
    return rows.map((row) => [row.status, row._count._all]);
  });
  gauge(
    registry,
    'gigatill_last_sync_timestamp_seconds',
    'Last finished sync by connection',
    'connection',
    async () => {
      const rows = await db().connection.findMany({
        where: { lastSyncedAt: { not: null } },
        select: { id: true, lastSyncedAt: true },
      });
      return rows.map((row) => [String(row.id), (row.lastSyncedAt?.getTime() ?? 0) / 1000]);
    },
  );
  gauge(registry, 'gigatill_audit_unsealed', 'Audit events that are not in the hash chain yet', 'state', async () => [
    ['waiting', await db().auditEvent.count({ where: { hash: null } })],
  ]);
}

/** The process's metrics. */
export function metrics(): Metrics {
  if (kept.gigatillMetrics) return kept.gigatillMetrics;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addGauges(registry);
  kept.gigatillMetrics = {
    registry,
    requests: new Counter({
      name: 'gigatill_http_requests_total',
      help: 'Requests to the HTTP API',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
    }),
    seconds: new Histogram({
      name: 'gigatill_http_request_seconds',
      help: 'Time to answer requests to the HTTP API',
      labelNames: ['route'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
      registers: [registry],
    }),
  };
  return kept.gigatillMetrics;
}
