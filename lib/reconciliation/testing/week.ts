import { addDays, instantOf } from '@/lib/core/calendar-date';
import { db, toDbDay } from '@/lib/infra/db';
import { addAccount } from '@/lib/usage/testing';
import type { Compared } from '../compare-residuals';

/** For the tests of figures: a week of IPWeb's rows straight in the database, counted in days from its Monday. */

export const ZONE = 'Asia/Shanghai';
export const MONDAY = '2026-11-02';
export const MB = 1_000_000n;

/** The instant of a time of day in the providers' zone. */
export function at(day: string, time: string): Date {
  const instant = instantOf(`${day} ${time}`, ZONE);
  if (!instant) throw new Error(`${day} ${time}`);
  return instant;
}

/** So many days from Monday on as read and settled, except those with these numbers. */
export async function cover({ connectionId }: Compared, days: number, except: number[] = []): Promise<void> {
  const rows = Array.from({ length: days }, (_, i) => i).filter((i) => !except.includes(i));
  await db().usageCoverage.createMany({
    data: rows.map((i) => ({ connectionId, day: toDbDay(addDays(MONDAY, i)), readAt: new Date(), settled: true })),
  });
}

/** What an account used on the days from Monday on, in millionths of a MB. */
export async function use(accountId: number, daily: bigint[]): Promise<void> {
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

/** What an account had left when it was read on the day with this number. */
export async function read(accountId: number, dayNo: number, time: string, residual: bigint): Promise<void> {
  const day = addDays(MONDAY, dayNo);
  await db().accountReadingDay.create({ data: { day: toDbDay(day), accountId, residual, asOf: at(day, time) } });
}

/** A line of the provider's list: an account's recharge, or where it is negative its consumption. */
export async function record(accountId: number, dayNo: number, time: string, amount: bigint): Promise<bigint> {
  const day = addDays(MONDAY, dayNo);
  const { externalId, connectionId } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: accountId } });
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
export async function weekOf({ connectionId }: Compared, left: bigint, start = 50_000n): Promise<number> {
  const id = await addAccount(connectionId, null);
  await use(
    id,
    Array.from({ length: 8 }, () => 1_000n * MB),
  );
  await read(id, 0, '00:20:00', start * MB);
  await read(id, 7, '00:20:00', left * MB);
  return id;
}
