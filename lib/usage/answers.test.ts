import { afterAll, beforeAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db, inTransaction } from '@/lib/infra/db';
import { getDailyUsage, getDailyUsageJson, writeCoverage, writeUsagePage } from '.';
import { forgetAnswers } from './answers';
import type { UsageDailyQuery } from './schemas';
import { addAccount, addAgent, addConnection, addCustomer, moveAccount } from './testing';

useTestDatabase();
afterAll(closeDb);

const NOW = new Date('2026-11-21T09:00:00Z');
const at = (now: Date): Context => systemContext('test', () => now);
const admin = at(NOW);
const range = { from: '2026-11-16', to: '2026-11-21' };

let connectionId: number;
let freebit: number;
let agentId: number;
let customerId: number;
let accountId: number;
let simId: number;
let questions: UsageDailyQuery[];

async function write(connection: number, account: number, day: string, total: bigint, readAt = NOW): Promise<void> {
  await writeUsagePage(undefined, {
    connectionId: connection,
    readAt,
    settledUpTo: '2026-11-18',
    rows: [{ accountId: account, day, upload: null, download: null, total }],
  });
}

beforeAll(async () => {
  connectionId = await addConnection('ipweb');
  freebit = await addConnection('freebit');
  agentId = await addAgent();
  customerId = await addCustomer(agentId);
  accountId = await addAccount(connectionId, customerId);
  simId = await addAccount(freebit, customerId);
  await write(connectionId, accountId, '2026-11-17', 5_000_000n);
  await write(freebit, simId, '2026-11-20', 7_000_000n);
  questions = [
    {},
    { groupBy: 'connection' as const },
    { groupBy: 'agent' as const },
    { groupBy: 'customer' as const, top: 1 },
    { groupBy: 'account' as const, top: 1 },
    { agentId },
    { customerId },
    { accountId },
    { accountId: simId },
    { connectionId },
  ].map((query) => ({ ...range, ...query }));
});

const askAll = (ctx: Context = admin) => Promise.all(questions.map((query) => getDailyUsage(ctx, query)));

it('gives the same answer again while nothing has changed, to nobody else', async () => {
  const [first] = await askAll();
  const [again] = await askAll();
  expect(again).toBe(first);
  const other: Context = {
    actor: { kind: 'key', keyId: 1, name: 'key', role: 'agent', agentId: agentId + 1, address: null },
    now: () => NOW,
  };
  expect((await getDailyUsage(other, range)).data).toEqual([]);
  expect(JSON.parse(await getDailyUsageJson(admin, range))).toEqual(first);
  expect(Object.isFrozen(again?.data)).toBe(true);
});

const cover = (connection: number, readAt: Date) =>
  inTransaction((tx) => writeCoverage(tx, { ...range, connectionId: connection, readAt, settledUpTo: '2026-11-18' }));

/** All that an answer about usage is made of. */
const changes: Record<string, () => Promise<unknown>> = {
  'a new figure': () => write(connectionId, accountId, '2026-11-18', 1_000_000n),
  'a restated figure': () => write(connectionId, accountId, '2026-11-17', 6_000_000n, new Date(NOW.getTime() + 1)),
  'days that were read': () => cover(connectionId, NOW),
  'days that were read again': () => cover(connectionId, new Date(NOW.getTime() + 60_000)),
  'days that are read no more': () =>
    db().usageCoverage.deleteMany({ where: { day: { in: [new Date('2026-11-19'), new Date('2026-11-20')] } } }),
  'the name of a customer': () => db().customer.update({ where: { id: customerId }, data: { name: 'Renamed' } }),
  'the name of an agent': () => db().agent.update({ where: { id: agentId }, data: { name: 'Renamed agent' } }),
  'the label of an account': () => db().upstreamAccount.update({ where: { id: accountId }, data: { label: 'Label' } }),
  'the name of a connection': () => db().connection.update({ where: { id: freebit }, data: { name: 'Renamed too' } }),
  'a connection that is switched off': () =>
    db().connection.update({ where: { id: freebit }, data: { status: 'disabled' } }),
  'a connection in another zone': () =>
    db().connection.update({ where: { id: connectionId }, data: { settings: { timeZone: 'Pacific/Pago_Pago' } } }),
  'a new connection with an account': async () => addAccount(await addConnection('ipweb'), customerId),
  'one reading of an account alone': () =>
    db().upstreamAccount.update({ where: { id: simId }, data: { lastReadAt: new Date(NOW.getTime() + 120_000) } }),
  'an account that changes hands': async () => moveAccount(accountId, await addCustomer(null)),
  'a month that is put away': () =>
    db().usageArchive.create({
      data: { month: new Date('2026-11-01'), rows: 1n, total: 1, file: 'f', sha256: 's', archivedAt: NOW },
    }),
};

it.each(Object.entries(changes))('shows at once %s', async (_what, change) => {
  const before = await askAll();
  await change();
  const kept = await askAll();
  forgetAnswers();
  const fresh = await askAll();
  expect(kept).toEqual(fresh);
  expect(JSON.stringify(fresh), 'the change shows in some answer').not.toBe(JSON.stringify(before));
});

it('shows what is missing once the day is over', async () => {
  const next = at(new Date('2026-11-23T09:00:00Z'));
  const today = await askAll();
  const later = await askAll(next);
  forgetAnswers();
  expect(later).toEqual(await askAll(next));
  expect(JSON.stringify(later)).not.toBe(JSON.stringify(today));
});
