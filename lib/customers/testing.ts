import { systemContext } from '@/lib/core/actor';
import { db } from '@/lib/infra/db';
import { listCustomers } from './index';
import type { CustomerDto, CustomerQuery } from './schemas';

/** Every customer of a list, a page of `limit` after the other. */
export async function everyCustomer(query: CustomerQuery, ctx = systemContext('test')): Promise<CustomerDto[]> {
  const found: CustomerDto[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCustomers(ctx, { ...query, cursor });
    if (page.data.length === 0 && cursor !== undefined) throw new Error('a page behind a cursor is empty');
    found.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** Customers whose kept standing is not what their figures say, and those without one. */
export async function standingDrift(): Promise<unknown[]> {
  const customers = await everyCustomer({ limit: 500 });
  const kept = new Map((await db().customerStanding.findMany()).map((row) => [String(row.customerId), row]));
  return customers.flatMap(({ id, residualBytes, daysLeft, agentId }) => {
    const live = { residual: residualBytes, tenths: daysLeft === null ? null : Math.round(daysLeft * 10), agentId };
    const row = kept.get(id);
    const stands = row && {
      residual: row.residualBytes === null ? null : Number(row.residualBytes),
      tenths: row.daysLeftTenths === null ? null : Number(row.daysLeftTenths),
      agentId: row.agentId === null ? null : String(row.agentId),
    };
    return JSON.stringify(live) === JSON.stringify(stands) ? [] : [{ id, live, stands }];
  });
}
