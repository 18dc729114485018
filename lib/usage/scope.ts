import { agentScope, type Context } from '@/lib/core/actor';
import type { CalendarDate } from '@/lib/core/calendar-date';
import { Prisma } from '@/lib/infra/db';
import type { UsageDailyQuery } from './schemas';

/** Which accounts a question is about; null: no such filter. Agent 0 is the house, customer 0 accounts without customer. */
export type UsageScope = {
  connectionId: number | null;
  accountId: number | null;
  customerId: number | null;
  agentId: number | null;
};

export type DayRange = { from: CalendarDate; to: CalendarDate };

/** The scope of a question, confined to the actor's own agent; null where nothing can match. */
export function scopeOf(
  ctx: Context,
  query: Pick<UsageDailyQuery, 'connectionId' | 'accountId' | 'customerId' | 'agentId'>,
): UsageScope | null {
  const { connectionId = null, accountId = null, customerId = null, agentId = null } = query;
  // An id that is not ours was read as 0; here 0 means the house or unassigned, so it must not get through.
  if ([connectionId, accountId, customerId, agentId].includes(0)) return null;
  const own = agentScope(ctx.actor);
  const asked = agentId === 'house' ? 0 : agentId;
  if (own !== null && asked !== null && asked !== own) return null;
  return {
    connectionId,
    accountId,
    customerId: customerId === 'unassigned' ? 0 : customerId,
    agentId: own ?? asked,
  };
}

function equals(column: Prisma.Sql, id: number | null, zeroIsNull: boolean): Prisma.Sql {
  if (id === null) return Prisma.empty;
  return id === 0 && zeroIsNull ? Prisma.sql`AND ${column} IS NULL` : Prisma.sql`AND ${column} = ${id}`;
}

/** `AND` parts that confine accounts (alias `a`, their customers `c`) to a scope. */
export function accountsIn(scope: UsageScope): Prisma.Sql {
  return Prisma.sql`${equals(Prisma.sql`a.connection_id`, scope.connectionId, false)}
    ${equals(Prisma.sql`a.id`, scope.accountId, false)}
    ${equals(Prisma.sql`a.customer_id`, scope.customerId, true)}
    ${equals(Prisma.sql`c.agent_id`, scope.agentId, true)}`;
}

/** The same for rows of usage_by_customer (alias `r`, their customers `c`). */
export function customersIn(scope: UsageScope): Prisma.Sql {
  return Prisma.sql`${equals(Prisma.sql`r.connection_id`, scope.connectionId, false)}
    ${equals(Prisma.sql`r.customer_id`, scope.customerId, false)}
    ${equals(Prisma.sql`c.agent_id`, scope.agentId, true)}`;
}

/** The same for rows of usage_by_agent or usage_by_connection (alias `r`). */
export function rollUpIn(scope: UsageScope): Prisma.Sql {
  return Prisma.sql`${equals(Prisma.sql`r.connection_id`, scope.connectionId, false)}
    ${scope.agentId === null ? Prisma.empty : Prisma.sql`AND r.agent_id = ${scope.agentId}`}`;
}
