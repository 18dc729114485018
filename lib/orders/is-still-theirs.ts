import type { SqlRunner } from '@/lib/infra/sql';

/** Whether an order's account, if it has one, is still of the customer and the agent that the order was for. */
export async function isStillTheirs(runner: SqlRunner, orderId: number): Promise<boolean> {
  const moved = await runner.$queryRaw<unknown[]>`
    SELECT o.id FROM "order" o JOIN upstream_account ua ON ua.id = o.account_id LEFT JOIN customer c ON c.id = ua.customer_id
    WHERE o.id = ${orderId} AND (ua.customer_id IS DISTINCT FROM o.customer_id OR c.agent_id IS DISTINCT FROM o.agent_id)`;
  return moved.length === 0;
}
