import { listCustomers } from '@/lib/customers';
import { findAnything } from '@/lib/overview';
import { ctx } from '../machine/installation';
import type { Operations, Sample } from './operations';

const PAGE = 20;

/** What people look for in the list of customers and with Ctrl K: mostly one customer, sometimes a text that many have. */
export function addSearches(operations: Operations, of: Sample): void {
  const texts = {
    'by the whole name': of.name,
    'by mail': of.email,
    'by the number of an account': of.externalId,
    'by the number of an order': String(of.orderId),
    'by a word of its name': of.name.split(' ')[0] ?? '',
    'by a text that all mails have': 'synthetic.example',
    'that nobody has': 'no such customer',
    'for two letters that nobody has': 'zq',
  };
  for (const [what, q] of Object.entries(texts)) {
    operations.set(`customers, search ${what}`, () => listCustomers(ctx, { limit: PAGE, q }));
  }
  operations.set('Ctrl K, the whole name', () => findAnything(ctx, { q: of.name }));
  operations.set('Ctrl K, the number of an account', () => findAnything(ctx, { q: of.externalId }));
  operations.set('Ctrl K, the number of an order', () => findAnything(ctx, { q: `#${of.orderId}` }));
}
