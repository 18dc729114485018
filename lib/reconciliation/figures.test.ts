import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { addDays, instantOf } from '@/lib/core/calendar-date';
import { closeDb, db, toDbDay } from '@/lib/infra/db';
import { addAccount, addConnection } from '@/lib/usage/testing';
import { blockStart } from './check-figures';
import { comparePools } from './compare-pools';
import { type Compared, compareResiduals } from './compare-residuals';
import { compareTotals } from './compare-totals';
import { keepFigures } from './keep-figures';
import { type ResidualWindow, residualGap, roundingOf } from './residual-gap';

useTestDatabase();
afterAll(closeDb);

const ZONE = 'Asia/Shanghai';
const MONDAY = '2026-11-02';
const MB = 1_000_000n;
const ctx = systemContext('test');

let connectionId: number;
let compared: Compared;

function at(day: string, time: string): Date {
  const instant = instantOf(`${day} ${time}`, ZONE);
  if (!instant) throw new Error(`${day} ${time}`);
  return instant;
}

async function cover(days: number, except: number[] = []): Promise<void> {
  const rows = Array.from({ length: days }, (_, i) => i).filter((i) => !except.includes(i));
  await db().usageCoverage.createMany({
    data: rows.map((i) => ({ connectionId, day: toDbDay(addDays(MONDAY, i)), readAt: new Date(), settled: true })),
  });
}

async function use(accountId: number, daily: bigint[]): Promise<void> {
  await db().usageDay.createMany({
    data: daily.map((total, i) => ({
      accountId,
      day: toDbDay(addDays(MONDAY, i)),
      total,
      readAt: new Date(),
      settled: true,
    })),
  });
}

async function read(accountId: number, dayNo: number, time: string, residual: bigint): Promise<void> {
  const day = addDays(MONDAY, dayNo);
  await db().accountReadingDay.create({ data: { day: toDbDay(day), accountId, residual, asOf: at(day, time) } });
}

async function record(accountId: number, dayNo: number, time: string, amount: bigint): Promise<bigint> {
  const day = addDays(MONDAY, dayNo);
  const { externalId } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: accountId } });
  const row = await db().providerRecord.create({
    data: {
      connectionId,
      kind: amount < 0n ? 'consumption' : 'recharge',
      identity: `${accountId} ${day} ${time} ${amount}`,
      externalAccountId: externalId,
      amount,
      asset: 'IPWEB_MB',
      at: at(day, time),
      day: toDbDay(day),
      raw: {},
    },
  });
  return row.id;
}

/** An account that uses 1,000 MB a day for a week and is read at 00:20 on both Mondays. */
async function weekOf(left: bigint, start = 50_000n): Promise<number> {
  const id = await addAccount(connectionId, null);
  await use(
    id,
    Array.from({ length: 8 }, () => 1_000n * MB),
  );
  await read(id, 0, '00:20:00', start * MB);
  await read(id, 7, '00:20:00', left * MB);
  return id;
}

beforeEach(async () => {
  connectionId = await addConnection('ipweb');
  compared = { connectionId, timeZone: ZONE, asset: 'IPWEB_MB', from: MONDAY };
});

async function keep() {
  const found = await compareResiduals(compared);
  await keepFigures(ctx, { id: connectionId, usageAsset: 'IPWEB_MB' }, MONDAY, found);
  return db().discrepancy.findMany({ where: { connectionId, resolvedAt: null }, orderBy: { id: 'asc' } });
}

describe('residual(start) + credited − deducted − used = residual(end)', () => {
  test('within rounding and the minutes before a reading nothing is wrong; with a credit and a deduct neither', async () => {
    await cover(8);
    await weekOf(43_000n);
    const topped = await weekOf(43_000n + 2_048n - 512n);
    await record(topped, 3, '12:00:00', 2_048n * MB);
    await record(topped, 4, '12:00:00', -512n * MB);
    expect(await compareResiduals(compared)).toEqual([]);
  });

  test('what no record shows is a difference, with both sides and a guess, until its record comes late', async () => {
    await cover(8);
    const id = await weekOf(45_048n);
    const [row] = await keep();
    expect(row).toMatchObject({
      kind: 'residual_mismatch',
      accountId: id,
      guess: 'added_elsewhere',
    });
    // 2,048 MB less the tolerance: 83.33 MB of use before each reading and 0.18 MB of rounding.
    expect(row?.amount).toBe(2_048n * MB - 83_333_334n - 180_000n);
    expect(row?.sides).toMatchObject({ of: 'residual', pool: null, credited: { low: '0', high: '0' } });
    await keep();
    expect(await db().discrepancy.count({ where: { connectionId } })).toBe(1);
    await record(id, 2, '09:00:00', 2_048n * MB);
    expect(await keep()).toEqual([]);
    const closed = await db().discrepancy.findFirstOrThrow({ where: { connectionId } });
    expect(closed).toMatchObject({ resolvedBy: 'system:reconciliation' });
  });

  test('what a person has closed stays closed while it is the same, and opens when it has grown', async () => {
    await cover(8);
    const id = await weekOf(45_048n);
    const [row] = await keep();
    const closed = { resolvedAt: new Date(), resolvedBy: 'user:1', resolution: 'A gift' };
    await db().discrepancy.update({ where: { id: row?.id ?? 0 }, data: closed });
    expect(await keep()).toEqual([]);
    await db().accountReadingDay.updateMany({
      where: { accountId: id, day: toDbDay('2026-11-09') },
      data: { residual: 49_000n * MB },
    });
    expect(await keep()).toMatchObject([{ id: row?.id }]);
  });

  test('guesses: expiry, a duplicate, a lost recharge, a late line of an order, another unit, a restatement', async () => {
    await cover(8);
    const expired = await weekOf(0n);
    const twice = await weekOf(43_000n + 4_096n);
    await record(twice, 3, '12:00:00', 2_048n * MB);
    const lost = await weekOf(43_000n);
    await record(lost, 3, '12:00:00', 2_048n * MB);
    const late = await weekOf(44_024n);
    const order = await db().order.create({
      data: {
        reference: 'late',
        type: 'top_up',
        status: 'succeeded',
        connectionId,
        accountId: late,
        amount: 1_024n * MB,
        asset: 'IPWEB_MB',
        madeBy: 'user:1',
        madeByName: 'A',
        createdAt: at(addDays(MONDAY, 3), '12:00:00'),
      },
    });
    await db().discrepancy.create({
      data: {
        connectionId,
        kind: 'only_ours',
        day: toDbDay(MONDAY),
        fingerprint: 'late',
        orderId: order.id,
        detail: '',
        foundAt: new Date(),
      },
    });
    const unit = await weekOf(93_000n + 4_858n, 0n);
    await record(unit, 1, '12:00:00', 100_000n * MB);
    const restated = await weekOf(40_000n);
    await db().usageRestatement.create({
      data: {
        accountId: restated,
        day: toDbDay('2026-10-20'),
        oldTotal: 0n,
        newTotal: 3_000n * MB,
        oldReadAt: at('2026-10-22', '12:00:00'),
        readAt: at('2026-11-05', '12:00:00'),
      },
    });
    const guesses = new Map((await compareResiduals(compared)).map((found) => [found.accountId, found]));
    expect(guesses.get(expired)?.guess).toBe('expired');
    expect(guesses.get(twice)).toMatchObject({
      guess: 'duplicate',
      recordId: expect.any(String),
    });
    expect(guesses.get(lost)?.guess).toBe('undone');
    expect(guesses.get(late)).toMatchObject({
      guess: 'late_record',
      orderId: String(order.id),
    });
    expect(guesses.get(unit)?.guess).toBe('unit');
    expect(guesses.get(restated)?.guess).toBe('restated');
  });

  test('days that are not settled are not compared, and the newest settled reading ends the last window', async () => {
    await cover(8, [3]);
    await weekOf(99_000n);
    expect(await compareResiduals(compared)).toEqual([]);
    await cover(4, [0, 1, 2]);
    expect(await compareResiduals(compared)).toHaveLength(1);
    const id = await addAccount(connectionId, null);
    await use(
      id,
      Array.from({ length: 8 }, () => 0n),
    );
    await read(id, 0, '00:20:00', 5_000n * MB);
    await read(id, 4, '15:00:00', 9_000n * MB);
    await read(id, 9, '15:00:00', 99_000n * MB);
    const found = await compareResiduals(compared);
    expect(found.filter(({ accountId }) => accountId === id)).toMatchObject([
      { since: MONDAY, day: addDays(MONDAY, 4) },
    ]);
  });

  test('property: the sieve in the database finds exactly what the arithmetic finds', async () => {
    await cover(9);
    const amounts = fc.integer({ min: 0, max: 3_000 });
    const account = fc.record({
      daily: fc.array(amounts, { minLength: 9, maxLength: 9 }),
      seconds: fc.tuple(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 86_399 })),
      end: fc.integer({ min: 1, max: 8 }),
      left: fc.tuple(amounts, amounts),
      credit: fc.integer({ min: -3_000, max: 9_000 }),
    });
    const samples = fc.sample(account, { numRuns: 120, seed: 7 });
    const clock = (second: number) => new Date(second * 1000).toISOString().slice(11, 19);
    const wanted = new Map<number, bigint>();
    for (const { daily, seconds, end, left, credit } of samples) {
      const id = await addAccount(connectionId, null);
      // From Monday to `end`: within one block, or over its border to the next Monday, where a window ends on its first reading.
      const last = Math.min(end, 7);
      await use(
        id,
        daily.map((total) => BigInt(total) * MB),
      );
      await read(id, 0, clock(seconds[0]), BigInt(left[0]) * 10n * MB);
      await read(id, last, clock(seconds[1]), BigInt(left[1]) * 10n * MB);
      const inside = last > 1 && credit !== 0;
      if (inside) await record(id, 1, '12:00:00', BigInt(credit) * MB);
      const credited = inside ? BigInt(credit) * MB : 0n;
      const window: ResidualWindow = {
        start: {
          residual: BigInt(left[0]) * 10n * MB,
          secondOfDay: seconds[0],
          usedThatDay: BigInt(daily[0] ?? 0) * MB,
        },
        end: {
          residual: BigInt(left[1]) * 10n * MB,
          secondOfDay: seconds[1],
          usedThatDay: BigInt(daily[last] ?? 0) * MB,
        },
        sameDay: false,
        usedBetween: daily.slice(1, last).reduce((sum, total) => sum + BigInt(total) * MB, 0n),
        creditedLow: credited,
        creditedHigh: credited,
        tolerance: roundingOf(6, { residuals: 2, rows: last + 1 + (inside ? 1 : 0) }),
      };
      const { gap } = residualGap(window);
      if (gap !== 0n) wanted.set(id, gap);
    }
    const found = await compareResiduals(compared);
    expect(wanted.size).toBeGreaterThan(20);
    expect(wanted.size).toBeLessThan(samples.length);
    expect(new Map(found.map(({ accountId, amount }) => [accountId, amount]))).toEqual(wanted);
  });
});

describe('the accounts’ sum against the provider’s own totals', () => {
  async function day(
    dayNo: number,
    accounts: bigint,
    standard: bigint | null,
    nni: bigint | null = null,
  ): Promise<void> {
    const date = toDbDay(addDays(MONDAY, dayNo));
    const none = { upload: 0n, download: 0n };
    await db().usageByConnection.create({
      data: { connectionId, day: date, ...none, total: accounts, accounts: 100, split: 0 },
    });
    const totals = [
      ...(standard === null ? [] : [{ stream: 'standard' as const, total: standard }]),
      ...(nni === null ? [] : [{ stream: 'nni' as const, total: nni }]),
    ];
    await db().agentTotalDay.createMany({
      data: totals.map((row) => ({ connectionId, day: date, readAt: new Date(), ...row })),
    });
  }

  test('agrees within 0.01 MB an account, with the NNI stream or without, and where the provider states nothing', async () => {
    await cover(5);
    await day(0, 10_000n * MB, 10_001n * MB);
    await day(1, 10_000n * MB, 9_000n * MB, 1_000n * MB);
    await day(2, 10_000n * MB, 10_000n * MB, 1_000n * MB);
    await day(3, 10_000n * MB, null);
    expect(await compareTotals(compared)).toEqual([]);
  });

  test('differs by kind of cause, on settled days only', async () => {
    await cover(5);
    await day(0, 10_000n * MB, 10_002n * MB);
    await day(1, 10_240n * MB, 10_000n * MB);
    await day(2, 20_000n * MB, 10_000n * MB);
    await day(3, 10_400n * MB, 10_000n * MB, 1_000n * MB);
    await day(7, 1n * MB, 10_000n * MB);
    const found = await compareTotals(compared);
    expect(found.map(({ amount, guess }) => [amount / MB, guess])).toEqual([
      [-2n, 'rows_missing'],
      [240n, 'unit'],
      [10_000n, 'counted_twice'],
      [400n, 'part_of_nni'],
    ]);
    expect(found[0]?.sides).toMatchObject({ of: 'usage', accounts: '10000000000', standard: '10002000000', nni: null });
  });
});

describe('our pools', () => {
  async function pool(left: bigint): Promise<void> {
    await cover(8);
    for (let i = 0; i < 8; i++) {
      const date = toDbDay(addDays(MONDAY, i));
      await db().agentTotalDay.create({
        data: { connectionId, day: date, stream: 'standard', total: 1_000n * MB, readAt: new Date() },
      });
    }
    for (const [i, residual] of [
      [0, 90_000n],
      [7, left],
    ] as const) {
      const date = addDays(MONDAY, i);
      await db().poolBalanceDay.create({
        data: {
          connectionId,
          pool: 'account',
          day: toDbDay(date),
          residual: residual * MB,
          asOf: at(date, '23:40:00'),
        },
      });
    }
  }

  test('fall by what customers use', async () => {
    await pool(83_000n);
    expect(await comparePools(compared)).toEqual([]);
  });

  test('or by what is given to them', async () => {
    await pool(70_000n);
    await record(await addAccount(connectionId, null), 3, '12:00:00', 20_000n * MB);
    expect(await comparePools(compared)).toEqual([]);
  });

  test('by neither: a difference of the pool', async () => {
    await pool(75_000n);
    expect(await comparePools(compared)).toMatchObject([
      { kind: 'residual_mismatch', accountId: null, sides: { pool: 'account' }, since: MONDAY, day: '2026-11-09' },
    ]);
  });
});

test('blocks begin on Mondays', () => {
  expect([blockStart('2026-11-08', 0), blockStart('2026-11-09', 0), blockStart('2026-11-22')]).toEqual([
    '2026-11-02',
    '2026-11-09',
    '2026-10-12',
  ]);
});
