import { Prisma } from '@/lib/infra/db';
import type { UsageGroup } from './schemas';
import { accountsIn, customersIn, type DayRange, rollUpIn, type UsageScope } from './scope';

/**
 * Where the days of a question are read: from a roll-up, or by primary key from the days of accounts. Every source has the
 * columns day, connection_id, key, upload, download, total, accounts, split and settled, in the connection's own unit.
 * `settled` is null in a roll-up: there the connection's coverage says it.
 */

/** Groups by their keys, as an SQL expression of `int[]`; null for all of them. */
export type GroupKeys = Prisma.Sql | null;

const ACCOUNT_KEYS = {
  connection: 'a.connection_id',
  agent: 'coalesce(c.agent_id, 0)',
  customer: 'coalesce(a.customer_id, 0)',
  account: 'a.id',
} as const;

function perAccount(scope: UsageScope, range: DayRange, group: UsageGroup | null, also: Prisma.Sql): Prisma.Sql {
  const key = Prisma.raw(group === null ? '0' : ACCOUNT_KEYS[group]);
  // An agent's accounts are known by their customers only.
  const customer = scope.agentId === null && group !== 'agent' ? '' : 'LEFT JOIN customer c ON c.id = a.customer_id';
  return Prisma.sql`
    SELECT u.day, a.connection_id, ${key} AS key, coalesce(u.upload, 0) AS upload, coalesce(u.download, 0) AS download,
      u.total, 1 AS accounts, (u.upload IS NOT NULL AND u.download IS NOT NULL)::int AS split, u.settled
    FROM upstream_account a ${Prisma.raw(customer)} JOIN usage_day u ON u.account_id = a.id
    WHERE u.day BETWEEN ${range.from}::date AND ${range.to}::date ${accountsIn(scope)} ${also}`;
}

type RollUp = { table: string; key: string; join: string; where: Prisma.Sql };

function fromRollUp({ table, key, join, where }: RollUp, range: DayRange): Prisma.Sql {
  return Prisma.sql`
    SELECT r.day, r.connection_id, ${Prisma.raw(key)} AS key, r.upload, r.download, r.total, r.accounts, r.split,
      NULL::boolean AS settled
    FROM ${Prisma.raw(table)} r ${Prisma.raw(join)}
    WHERE r.day BETWEEN ${range.from}::date AND ${range.to}::date ${where}`;
}

const CUSTOMER_KEYS = {
  connection: 'r.connection_id',
  agent: 'coalesce(c.agent_id, 0)',
  customer: 'r.customer_id',
} as const;

/** Large customers and unassigned accounts from their roll-up, all others from the days of their few accounts. */
function perCustomer(
  scope: UsageScope,
  range: DayRange,
  group: Exclude<UsageGroup, 'account'> | null,
  keys: GroupKeys,
): Prisma.Sql {
  const small = Prisma.sql`AND a.customer_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM usage_large_customer l WHERE l.customer_id = a.customer_id)
    ${keys === null ? Prisma.empty : Prisma.sql`AND a.customer_id = ANY(${keys})`}`;
  const kept = fromRollUp(
    {
      table: 'usage_by_customer',
      key: group === null ? '0' : CUSTOMER_KEYS[group],
      join: 'LEFT JOIN customer c ON c.id = r.customer_id',
      where: Prisma.sql`${customersIn(scope)} ${keys === null ? Prisma.empty : Prisma.sql`AND r.customer_id = ANY(${keys})`}`,
    },
    range,
  );
  return scope.customerId === 0 ? kept : Prisma.sql`${perAccount(scope, range, group, small)} UNION ALL ${kept}`;
}

/** The days of a scope by group (one group with key 0 without), of all groups or of those in `keys` only. */
export function usageSource(scope: UsageScope, range: DayRange, group: UsageGroup | null, keys: GroupKeys): Prisma.Sql {
  const only = (column: string) =>
    keys === null ? Prisma.empty : Prisma.sql`AND ${Prisma.raw(column)} = ANY(${keys})`;
  if (scope.accountId !== null || group === 'account') {
    return perAccount(scope, range, group, group === null ? Prisma.empty : only(ACCOUNT_KEYS[group]));
  }
  if (group === 'customer') return perCustomer(scope, range, group, keys);
  if (scope.customerId !== null) return perCustomer(scope, range, group, null);
  if (scope.agentId !== null || group === 'agent') {
    const key = group === 'agent' ? 'r.agent_id' : group === 'connection' ? 'r.connection_id' : '0';
    const where = Prisma.sql`${rollUpIn(scope)} ${group === null ? Prisma.empty : only(key)}`;
    return fromRollUp({ table: 'usage_by_agent', key, join: '', where }, range);
  }
  const key = group === 'connection' ? 'r.connection_id' : '0';
  const where = Prisma.sql`${rollUpIn(scope)} ${group === null ? Prisma.empty : only(key)}`;
  return fromRollUp({ table: 'usage_by_connection', key, join: '', where }, range);
}
