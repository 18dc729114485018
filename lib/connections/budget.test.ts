import { expect, test } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { paceOf, takeFromBudget } from './budget';

useTestDatabase();

/** The most calls in any sixty seconds when everybody calls as soon as the pace allows. */
function mostInAMinute(perMinute: number): number {
  const { burst, spacingMs } = paceOf(perMinute);
  const times = Array.from({ length: 3 * perMinute + burst }, (_, i) => Math.max(0, i - burst + 1) * spacingMs);
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length));
}

test.each([1, 2, 3, 5, 10, 20, 30, 120, 300])(
  '%i a minute is never passed, whichever minute one looks at',
  (perMinute) => {
    expect(mostInAMinute(perMinute)).toBeLessThanOrEqual(perMinute);
    expect(mostInAMinute(perMinute)).toBeGreaterThanOrEqual(Math.floor(perMinute * 0.9));
  },
);

test('sixteen callers at once get the burst and no more; those who wait get their turn', async () => {
  const connection = { id: 1, name: 'test', perMinute: 40 };
  const { burst, spacingMs } = paceOf(connection.perMinute);
  const calls = await Promise.allSettled(Array.from({ length: 16 }, () => takeFromBudget(connection, 'command', 0)));
  // Commands wait some seconds: of those beyond the burst as many as fit into these.
  const inTime = Math.floor(5_000 / spacingMs);
  const taken = calls.filter(({ status }) => status === 'fulfilled').length;
  expect(taken).toBeGreaterThanOrEqual(burst);
  expect(taken).toBeLessThanOrEqual(burst + inTime + 1);
  await expect(takeFromBudget(connection, 'read', 0)).rejects.toMatchObject({ kind: 'budget' });
});
