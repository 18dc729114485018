import { addDays, type CalendarDate, dayIn } from '@/lib/core/calendar-date';
import { parseDecimal } from '@/lib/core/decimal';
import { type Money, parseMoney } from '@/lib/core/money';
import { toPlainRecord } from '../json';
import type { ProviderRecordRow, RecordKind, UsageRow, UsageWindow } from '../port';
import { fieldPath, malformed } from '../shape';
import type { OrderDays, OrderLine } from './client';
import type { OrderRow, UseRecord } from './schemas';

/** From IPIDEA's words to the port's. Pure; amounts are integers of IPIDEA_MB: M at 6 decimals, so bytes. */

/** The one account that usage and balances are about: the whole connection. */
export const POOL_ACCOUNT = 'account';

const CURRENCY = 'CNY';
const MAX_AMOUNT = 2n ** 62n;

/** `2022-05-01` as the order lists write it: `2022-5-1`. */
function toOrderDay(day: CalendarDate): string {
  return day.replace(/-0/g, '-');
}

/**
 * The days to ask an order list for. Whether its end is inclusive and whose days it means is not documented (order
 * numbers were seen in two zones), so a day more is asked for on both sides and `isWithin` decides.
 */
export function toOrderDays(window: UsageWindow): OrderDays {
  return { start: toOrderDay(addDays(window.from, -1)), end: toOrderDay(addDays(window.to, 1)) };
}

/** True where an instant falls on one of the window's days in the zone. */
export function isWithin(at: Date, window: UsageWindow, timeZone: string): boolean {
  const day = dayIn(timeZone, at);
  return day >= window.from && day <= window.to;
}

function moneyOf(path: string, row: OrderRow, index: number): Money | null {
  if (row.money === null || row.money === undefined) return null;
  const money = parseMoney({ amount: row.money.text, currency: CURRENCY });
  if (money !== null && money.minor <= MAX_AMOUNT && money.minor >= -MAX_AMOUNT) return money;
  throw malformed(
    { provider: 'IPIDEA', endpoint: path },
    fieldPath(['ret_data', 'data', index, 'money']),
    'expected an amount of money',
  );
}

/** Traffic that an order is about; orders of IPs carry a `coin` of 0, which is none. */
function trafficOf(kind: RecordKind, { coin }: OrderRow): bigint | null {
  const aboutIps = kind === 'isp' || kind === 'datacenter';
  return aboutIps && coin === 0n ? null : (coin ?? null);
}

/** Whether an order happened: an unpaid one closes by itself, and a list that does not heed `pay_status` shows it, too. */
export function isPaid({ raw }: ProviderRecordRow): boolean {
  return raw.pay_status !== 0 && raw.pay_status !== '0';
}

/** An order as a record. Its identity is the order number, else the recharge number; `mark` (or `remark`) is our remark if it comes back. */
export function toRecord(path: string, kind: RecordKind, line: OrderLine, index: number): ProviderRecordRow {
  const { row } = line;
  // Our own user id is one of the credentials; it has no place in the stored row.
  const { uid: _uid, ...raw } = toPlainRecord(line.raw);
  const amount = trafficOf(kind, row);
  return {
    kind,
    identity: row.order_id ? row.order_id : `recharge-${row.recharge_id}`,
    externalOrderId: row.order_id || null,
    externalAccountId: null,
    externalAccountName: null,
    amount,
    asset: amount === null ? null : 'IPIDEA_MB',
    money: moneyOf(path, row, index),
    operator: row.creat_admin || null,
    reference: row.mark || row.remark || null,
    at: new Date(row.created_at * 1000),
    description: row.description ?? null,
    raw,
  };
}

/**
 * Usage of the account a day. `day` is a unix time whose meaning is doubtful (one sample is 20:00 in Shanghai); it is
 * taken as the day it falls on in the connection's zone.
 * @throws ProviderError `malformed` for a day outside of the window, twice with different figures, or a figure that is none.
 */
export function toPoolUsage(records: readonly UseRecord[], window: UsageWindow, timeZone: string): UsageRow[] {
  const source = { provider: 'IPIDEA', endpoint: 'balance_use_record' };
  const days = new Map<CalendarDate, UsageRow>();
  records.forEach((record, index) => {
    const path = (field: string) => fieldPath(['ret_data', index, field]);
    const at = new Date(record.day * 1000);
    if (!isWithin(at, window, timeZone)) throw malformed(source, path('day'), 'a day that was not asked for');
    const bytes = parseDecimal(record.total_use_flow.text, 0);
    if (bytes === null || bytes < 0n || bytes > MAX_AMOUNT) {
      throw malformed(source, path('total_use_flow'), 'expected a whole number of bytes');
    }
    const day = dayIn(timeZone, at);
    const twin = days.get(day);
    if (twin && twin.total !== bytes) throw malformed(source, path('day'), 'the same day twice with different figures');
    days.set(day, { externalId: POOL_ACCOUNT, externalName: null, day, upload: null, download: null, total: bytes });
  });
  return [...days.values()];
}
