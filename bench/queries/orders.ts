import { listAuditEvents } from '@/lib/audit';
import { getStatement, listAdjustments, listBillingAccounts, listPayments } from '@/lib/billing';
import type { Context } from '@/lib/core/actor';
import { addDays } from '@/lib/core/calendar-date';
import { encodeCursor } from '@/lib/core/paging';
import { getDispute, listDisputeLinks } from '@/lib/disputes';
import { getWallet, listTransactions } from '@/lib/ledger';
import { getOrder, listOrderEvents, listOrders } from '@/lib/orders';
import type { OrderQuery } from '@/lib/orders/schemas';
import {
  comparedSince,
  countDiscrepancies,
  getReconciliation,
  listDiscrepancies,
  listIps,
  listProviderRecords,
} from '@/lib/reconciliation';
import { ctx } from '../machine/installation';
import type { Operations, Sample } from './operations';

const PAGE = 20;
const MONTHS = 6;

/** An agent, and how many wallets the smaller database has. */
type Viewing = { agent: Context; wallets: number };

/** The month that lies `back` months before an instant. */
function monthBefore(now: Date, back: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
}

/** Lists of orders, as an admin and as an agent page through them. */
function addLists(operations: Operations, of: Sample, agent: Context): void {
  const list = (what: string, query: Partial<OrderQuery>, by = ctx) =>
    operations.set(`orders${what}`, () => listOrders(by, { limit: PAGE, ...query }));
  const middle = { cursor: encodeCursor(of.orderId) };
  const days = { from: of.orderDay, to: addDays(of.orderDay, 29) };
  list(', first page', {});
  list(', page in the middle', middle);
  list(', oldest first', { sort: 'old' });
  list(', last page', { cursor: encodeCursor(PAGE) });
  list(' of a month in the middle', days);
  list(' of a month in the middle, oldest first', { ...days, sort: 'old' });
  list(' of a month in the middle that are unknown', { ...days, status: 'unknown' });
  list(' of one customer', { customerId: of.customerId });
  list(' of one account', { accountId: of.accountId });
  list(' of one connection', { connectionId: of.connectionId });
  list(' of a connection without any', { connectionId: of.emptyConnectionId });
  for (const status of ['succeeded', 'rejected', 'cancelled', 'unknown', 'queued'] as const) {
    list(` that are ${status}`, { status });
  }
  list(' that are rejected, page in the middle', { status: 'rejected', ...middle });
  list(' that are rejected, oldest first', { status: 'rejected', sort: 'old' });
  list(', deducts', { type: 'deduct' });
  list(', deducts, page in the middle', { type: 'deduct', ...middle });
  list(', deducts that are rejected', { type: 'deduct', status: 'rejected' });
  list(' of an agent, first page', {}, agent);
  list(' of an agent, page in the middle', middle, agent);
  list(' of an agent, oldest first', { sort: 'old' }, agent);
  list(' of an agent of a month in the middle', days, agent);
  list(' of an agent that are rejected', { status: 'rejected' }, agent);
  list(' of an agent that are unknown', { status: 'unknown' }, agent);
  list(' of an agent, deducts', { type: 'deduct' }, agent);
  operations.set('page of IP orders', () =>
    Promise.all([
      listOrders(ctx, { limit: 25, type: 'ip_open' }),
      listOrders(ctx, { limit: 25, type: 'ip_renew' }),
      listIps(ctx, { limit: 50 }),
    ]),
  );
  operations.set('page of IP orders, of an agent', () =>
    Promise.all([
      listOrders(agent, { limit: 25, type: 'ip_open' }),
      listOrders(agent, { limit: 25, type: 'ip_renew' }),
      listIps(agent, { limit: 50 }),
    ]),
  );
  operations.set('page of an order', async () => {
    const id = { id: of.orderId };
    await Promise.all([getOrder(ctx, id), listOrderEvents(ctx, id), listDisputeLinks(ctx, { orderId: of.orderId })]);
  });
  operations.set('dispute pack of an order', () => getDispute(ctx, { orderId: of.orderId }));
}

/** Wallets, their ledger and their months. */
function addMoney(operations: Operations, of: Sample, { agent, wallets }: Viewing): void {
  const { billingAccountId } = of;
  const transactions = (what: string, query: object, by = ctx) =>
    operations.set(`ledger transactions${what}`, () => listTransactions(by, { limit: PAGE, ...query }));
  const middle = { cursor: encodeCursor(of.transactionId) };
  const days = { from: of.orderDay, to: addDays(of.orderDay, 29) };
  transactions(', first page', {});
  transactions(', page in the middle', middle);
  transactions(' of a month in the middle', days);
  transactions(' of a wallet, first page', { billingAccountId });
  transactions(' of a wallet, page in the middle', { billingAccountId, ...middle });
  transactions(' of a wallet, a month in the middle', { billingAccountId, ...days });
  transactions(' of a wallet, its agent’s view', {}, agent);
  const now = ctx.now();
  const statement = (back: number) => getStatement(ctx, { billingAccountId, month: monthBefore(now, back) });
  operations.set('statement of this month', () => statement(0));
  operations.set('statement of a month in the middle', () =>
    getStatement(ctx, { billingAccountId, month: of.orderDay.slice(0, 7) }),
  );
  operations.set('page of a wallet', async () => {
    await Promise.all([getWallet(billingAccountId), listTransactions(ctx, { billingAccountId, limit: 50 })]);
    await Promise.all([
      ...Array.from({ length: MONTHS }, (_, back) => statement(back)),
      listPayments(ctx, { billingAccountId, limit: 10 }),
      listAdjustments(ctx, { billingAccountId, limit: 10 }),
    ]);
  });
  operations.set('page of billing', () =>
    Promise.all([
      listBillingAccounts(ctx, { owner: 'agent', limit: wallets }),
      listAdjustments(ctx, { status: 'awaiting_approval', limit: 50 }),
    ]),
  );
}

/** Ours against theirs, and theirs alone. */
function addRecords(operations: Operations, of: Sample): void {
  const { connectionId } = of;
  const records = (what: string, query: object) =>
    operations.set(`provider records${what}`, () => listProviderRecords(ctx, { limit: PAGE, ...query }));
  const middle = { cursor: encodeCursor(of.record) };
  records(', first page', {});
  records(', page in the middle', middle);
  for (const kind of ['recharge', 'consumption', 'recharge_for_me'] as const)
    records(`, ${kind}`, { connectionId, kind });
  records(', recharge, page in the middle', { connectionId, kind: 'recharge', ...middle });
  records(', consumption, page in the middle', { connectionId, kind: 'consumption', ...middle });
  records(', consumption of all connections', { kind: 'consumption' });
  records(', kind that there is none of', { kind: 'isp' });
  records(' of a day in the middle', { connectionId, kind: 'recharge', from: of.orderDay, to: of.orderDay });
  // As many days as have as many orders in either database.
  const days = { from: of.orderDay, to: addDays(of.orderDay, of.comparedDays - 1) };
  operations.set('reconciliation, as many orders', () => getReconciliation(ctx, { connectionId, ...days }));
  operations.set('since when a connection is compared', () => comparedSince(connectionId));
  operations.set('since when one without orders is compared', () => comparedSince(of.emptyConnectionId));
  operations.set('open differences', () =>
    Promise.all([countDiscrepancies(ctx, { connectionId }), listDiscrepancies(ctx, { connectionId, limit: 25 })]),
  );
}

/** The audit log. */
function addAudit(operations: Operations, of: Sample, { wallets }: Viewing): void {
  const events = (what: string, query: object) =>
    operations.set(`audit events${what}`, () => listAuditEvents(ctx, { limit: PAGE, ...query }));
  const at = (day: string) => `${day}T00:00:00Z`;
  events(', first page', {});
  events(', page in the middle', { cursor: encodeCursor(of.auditEventId) });
  events(', oldest first', { sort: 'old' });
  events(' of a day in the middle', { from: at(of.orderDay), to: at(addDays(of.orderDay, 1)) });
  events(' about an order', { entity: 'order', entityId: String(of.orderId) });
  // Each wallet has one at least: as many rows in either database.
  events(' about payments', { entity: 'payment', limit: wallets });
  events(' of one act', { action: 'order.rejected' });
  events(' of an act that nobody did', { action: 'connection.deleted' });
  events(' of one actor', { actor: 'system:bench' });
  events(' of an actor who did nothing', { actor: 'user:999999' });
}

/** What is asked about orders, money, records and the log: each answer as long in either database. */
export function addOrderQuestions(operations: Operations, of: Sample, viewing: Viewing): void {
  addLists(operations, of, viewing.agent);
  addMoney(operations, of, viewing);
  addRecords(operations, of);
  addAudit(operations, of, viewing);
}
