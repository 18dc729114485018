import { inTransaction, Prisma, type Tx } from '@/lib/infra/db';
import { CONTENT, eventHash, GENESIS } from './internal';

const BATCH = 500;
/** Any number will do as long as it stays the same: one process seals at a time. */
const ADVISORY_LOCK = 7_236_480_192n;

async function sealBatch(tx: Tx): Promise<number> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})::text`;
  const last = await tx.auditEvent.findFirst({
    where: { sealNo: { not: null } },
    orderBy: { sealNo: 'desc' },
    select: { sealNo: true, hash: true },
  });
  const events = await tx.auditEvent.findMany({
    where: { hash: null },
    orderBy: { id: 'asc' },
    take: BATCH,
    select: CONTENT,
  });
  if (events.length === 0) return 0;
  let sealNo = last?.sealNo ?? 0n;
  let hash = last?.hash ?? GENESIS;
  const seals = events.map((event) => {
    const prevHash = hash;
    sealNo += 1n;
    hash = eventHash(sealNo, prevHash, event);
    return Prisma.sql`(${event.id}::bigint, ${sealNo}::bigint, ${prevHash}, ${hash})`;
  });
  await tx.$executeRaw`
    UPDATE audit_event e SET seal_no = s.seal_no, prev_hash = s.prev_hash, hash = s.hash
    FROM (VALUES ${Prisma.join(seals)}) AS s (id, seal_no, prev_hash, hash) WHERE e.id = s.id`;
  return events.length;
}

/**
 * Seals every event that is not sealed yet into the hash chain (job, each minute). Returns how many. An event whose
 * transaction committed late is sealed later than its id would say, which is why the chain has an order of its own.
 */
export async function sealAuditEvents(): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await inTransaction(sealBatch);
    sealed += count;
    if (count < BATCH) return sealed;
  }
}
