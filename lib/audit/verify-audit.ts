import { db } from '@/lib/infra/db';
import { CONTENT, eventHash, GENESIS } from './internal';

const BATCH = 1000;

export type AuditCheck = {
  sealed: number;
  /** Not sealed yet; they are within a minute while a worker runs. */
  waiting: number;
  /** The hash of the last event: note it elsewhere, and nobody can cut off the chain's end unseen. */
  head: string;
  /** The first event that does not fit, and what is wrong with it; `null` when the chain is whole. */
  broken: { eventId: string; sealNo: string; reason: string } | null;
};

/** Proves the whole chain: every place taken once, every event as it was when it was sealed. Reads in batches. */
export async function verifyAudit(): Promise<AuditCheck> {
  let prevHash = GENESIS;
  let sealNo = 0n;
  let broken: AuditCheck['broken'] = null;
  for (;;) {
    const events = await db().auditEvent.findMany({
      where: { sealNo: { gt: sealNo } },
      orderBy: { sealNo: 'asc' },
      take: BATCH,
      select: { ...CONTENT, sealNo: true, prevHash: true, hash: true },
    });
    for (const event of events) {
      const expected = sealNo + 1n;
      let reason: string | null = null;
      if (event.sealNo !== expected) reason = `event no. ${expected} is missing`;
      else if (event.prevHash !== prevHash) reason = 'it does not follow the event before it';
      else if (event.hash !== eventHash(expected, prevHash, event)) reason = 'it was changed after it was sealed';
      if (reason !== null) broken = { eventId: String(event.id), sealNo: String(event.sealNo), reason };
      if (broken !== null) break;
      sealNo = expected;
      prevHash = event.hash ?? '';
    }
    if (broken !== null || events.length < BATCH) break;
  }
  const waiting = await db().auditEvent.count({ where: { hash: null } });
  return { sealed: Number(sealNo), waiting, head: prevHash, broken };
}
