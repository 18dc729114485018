import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { addDays } from '@/lib/core/calendar-date';
import { closeDb, db, toDbDay } from '@/lib/infra/db';
import { addAccount, addConnection } from '@/lib/usage/testing';
import { blockStart } from './check-figures';
import { comparePools } from './compare-pools';
import type { Compared } from './compare-residuals';
import { compareTotals } from './compare-totals';
import { at, cover, MB, MONDAY, record, ZONE } from './testing/week';

useTestDatabase();
afterAll(closeDb);

let compared: Compared;

beforeEach(async () => {
  compared = { connectionId: await addConnection('ipweb'), timeZone: ZONE, asset: 'IPWEB_MB', from: MONDAY };
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
      data: { connectionId: compared.connectionId, day: date, ...none, total: accounts, accounts: 100, split: 0 },
    });
    const totals = [
      ...(standard === null ? [] : [{ stream: 'standard' as const, total: standard }]),
      ...(nni === null ? [] : [{ stream: 'nni' as const, total: nni }]),
    ];
    await db().agentTotalDay.createMany({
      data: totals.map((row) => ({ connectionId: compared.connectionId, day: date, readAt: new Date(), ...row })),
    });
  }

  test('agrees within 0.01 MB an account, with the NNI stream or without, and where the provider states nothing', async () => {
    await cover(compared, 5);
    await day(0, 10_000n * MB, 10_001n * MB);
    await day(1, 10_000n * MB, 9_000n * MB, 1_000n * MB);
    await day(2, 10_000n * MB, 10_000n * MB, 1_000n * MB);
    await day(3, 10_000n * MB, null);
    expect(await compareTotals(compared)).toEqual([]);
  });

  test('differs by kind of cause, on settled days only', async () => {
    await cover(compared, 5);
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
    await cover(compared, 8);
    for (let i = 0; i < 8; i++) {
      const date = toDbDay(addDays(MONDAY, i));
      await db().agentTotalDay.create({
        data: {
          connectionId: compared.connectionId,
          day: date,
          stream: 'standard',
          total: 1_000n * MB,
          readAt: new Date(),
        },
      });
    }
    for (const [i, residual] of [
      [0, 90_000n],
      [7, left],
    ] as const) {
      const date = addDays(MONDAY, i);
      await db().poolBalanceDay.create({
        data: {
          connectionId: compared.connectionId,
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
    await record(await addAccount(compared.connectionId, null), 3, '12:00:00', 20_000n * MB);
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
