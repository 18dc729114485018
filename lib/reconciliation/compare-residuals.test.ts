import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { systemContext } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { closeDb, db, toDbDay } from '@/lib/infra/db';
import { addAccount, addConnection } from '@/lib/usage/testing';
import { type Compared, compareResiduals } from './compare-residuals';
import { keepFigures } from './keep-figures';
import { type ResidualWindow, residualGap, roundingOf } from './residual-gap';
import { at, cover, MB, MONDAY, read, record, use, weekOf, ZONE } from './testing/week';

useTestDatabase();
afterAll(closeDb);

const ctx = systemContext('test');
let compared: Compared;

beforeEach(async () => {
  compared = { connectionId: await addConnection('ipweb'), timeZone: ZONE, asset: 'IPWEB_MB', from: MONDAY };
});

async function keep() {
  const found = await compareResiduals(compared);
  await keepFigures(ctx, { id: compared.connectionId, usageAsset: 'IPWEB_MB' }, MONDAY, found);
  return db().discrepancy.findMany({
    where: { connectionId: compared.connectionId, resolvedAt: null },
    orderBy: { id: 'asc' },
  });
}

describe('residual(start) + credited − deducted − used = residual(end)', () => {
  test('within rounding and the minutes before a reading nothing is wrong; with a credit and a deduct neither', async () => {
    await cover(compared, 8);
    await weekOf(compared, 43_000n);
    const topped = await weekOf(compared, 43_000n + 2_048n - 512n);
    await record(topped, 3, '12:00:00', 2_048n * MB);
    await record(topped, 4, '12:00:00', -512n * MB);
    expect(await compareResiduals(compared)).toEqual([]);
  });

  test('what no record shows is a difference, with both sides and a guess, until its record comes late', async () => {
    await cover(compared, 8);
    const id = await weekOf(compared, 45_048n);
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
    expect(await db().discrepancy.count({ where: { connectionId: compared.connectionId } })).toBe(1);
    await record(id, 2, '09:00:00', 2_048n * MB);
    expect(await keep()).toEqual([]);
    const closed = await db().discrepancy.findFirstOrThrow({ where: { connectionId: compared.connectionId } });
    expect(closed).toMatchObject({ resolvedBy: 'system:reconciliation' });
  });

  test('what a person has closed stays closed while it is the same, and opens when it has grown', async () => {
    await cover(compared, 8);
    const id = await weekOf(compared, 45_048n);
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
    await cover(compared, 8);
    const expired = await weekOf(compared, 0n);
    const twice = await weekOf(compared, 43_000n + 4_096n);
    await record(twice, 3, '12:00:00', 2_048n * MB);
    const lost = await weekOf(compared, 43_000n);
    await record(lost, 3, '12:00:00', 2_048n * MB);
    const late = await weekOf(compared, 44_024n);
    const order = await db().order.create({
      data: {
        reference: 'late',
        type: 'top_up',
        status: 'succeeded',
        connectionId: compared.connectionId,
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
        connectionId: compared.connectionId,
        kind: 'only_ours',
        day: toDbDay(MONDAY),
        fingerprint: 'late',
        orderId: order.id,
        detail: '',
        foundAt: new Date(),
      },
    });
    const unit = await weekOf(compared, 93_000n + 4_858n, 0n);
    await record(unit, 1, '12:00:00', 100_000n * MB);
    const restated = await weekOf(compared, 40_000n);
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
    await cover(compared, 8, [3]);
    await weekOf(compared, 99_000n);
    expect(await compareResiduals(compared)).toEqual([]);
    await cover(compared, 4, [0, 1, 2]);
    expect(await compareResiduals(compared)).toHaveLength(1);
    const id = await addAccount(compared.connectionId, null);
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
    await cover(compared, 9);
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
      const id = await addAccount(compared.connectionId, null);
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
