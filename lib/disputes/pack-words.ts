import type { Locale } from '@/lib/core/locales';
import type { Evidence, OrderDto, OrderStatus, OrderType } from '@/lib/orders/schemas';
import { JA } from './pack-words-ja';
import { ZH_CN } from './pack-words-zh-cn';

/** What a dispute pack says, by language. Figures, names and notes come from the pack itself. */
export type PackWords = {
  pack: (title: string) => string;
  issued: (time: string) => string;
  page: (no: number, of: number) => string;
  title: (what: string, id: string) => string;
  ofGb: (type: string, gb: string) => string;
  types: Record<OrderType, string>;
  states: Record<OrderStatus, string>;
  outcomes: Record<NonNullable<OrderDto['attempts'][number]['outcome']> | 'none', string>;
  proofs: Record<Evidence['kind'], string>;
  /** Entries of the ledger by their kind. */
  entries: Record<string, string>;
  products: Record<'isp' | 'static', string>;
  durations: Record<'week' | 'month' | 'quarter', string>;
  sections: Record<'order' | 'timeline' | 'calls' | 'exchanges' | 'proof' | 'usage' | 'ledger', string>;
  order: Record<
    | 'customer'
    | 'account'
    | 'provider'
    | 'state'
    | 'amount'
    | 'product'
    | 'price'
    | 'made'
    | 'settled'
    | 'reference'
    | 'number'
    | 'note',
    string
  >;
  madeBy: (time: string, who: string) => string;
  /** Those of our house, where the reader may not know who. */
  staff: string;
  proof: Record<
    'proof' | 'found' | 'says' | 'record' | 'number' | 'reference' | 'operator' | 'before' | 'after',
    string
  >;
  noRecord: string;
  noTraffic: string;
  notKnown: string;
  notReadYet: string;
  asRead: (amount: string, time: string) => string;
  timeline: readonly [string, string, string, string];
  nothingHappened: string;
  calls: readonly [string, string, string, string];
  nothingSent: string;
  digest: (call: number) => string;
  request: (call: number) => string;
  answer: (call: number) => string;
  usage: (zone: string) => readonly [string, string, string];
  provisional: string;
  final: string;
  noUsage: string;
  ledger: readonly [string, string, string];
  noMoney: string;
};

const EN: PackWords = {
  pack: (title) => `Dispute pack: ${title}`,
  issued: (time) => `Issued ${time} UTC by Gigatill. Instants are UTC.`,
  page: (no, of) => `Page ${no} of ${of}`,
  title: (what, id) => `${what}, order #${id}`,
  ofGb: (type, gb) => `${type} of ${gb} GB`,
  types: { top_up: 'Top-up', deduct: 'Deduct', ip_open: 'IP order', ip_renew: 'IP renewal' },
  states: {
    awaiting_approval: 'Awaiting approval',
    queued: 'Queued',
    submitting: 'Submitting',
    succeeded: 'Succeeded',
    rejected: 'Rejected',
    unknown: 'Unknown',
    cancelled: 'Cancelled',
  },
  outcomes: {
    accepted: 'Accepted',
    duplicate: 'Duplicate',
    rejected: 'Rejected',
    unknown: 'Unknown',
    none: 'No answer',
  },
  proofs: {
    duplicate_answer: 'Duplicate answer',
    record: 'Record',
    no_record: 'No record',
    not_sent: 'Not sent',
    repeated_refusal: 'Repeated refusal',
    manual: 'Manual',
  },
  entries: { hold: 'Hold', release: 'Release', sale: 'Sale', reversal: 'Reversal', stock: 'Stock' },
  products: { isp: 'ISP', static: 'static' },
  durations: { week: '1 week', month: '1 month', quarter: '3 months' },
  sections: {
    order: 'Order',
    timeline: 'Timeline',
    calls: 'Calls to the provider',
    exchanges: 'Exchanges',
    proof: 'Proof',
    usage: 'Usage around it',
    ledger: 'Ledger',
  },
  order: {
    customer: 'Customer',
    account: 'Account',
    provider: 'Provider',
    state: 'State',
    amount: 'Amount',
    product: 'Product',
    price: 'Price',
    made: 'Made',
    settled: 'Settled',
    reference: 'Our reference',
    number: 'Provider’s number',
    note: 'Note',
  },
  madeBy: (time, who) => `${time} by ${who}`,
  staff: 'Staff',
  proof: {
    proof: 'Proof',
    found: 'Found',
    says: 'Says',
    record: 'Provider’s record',
    number: 'Its number',
    reference: 'Its reference',
    operator: 'Its operator',
    before: 'Residual before',
    after: 'Residual after',
  },
  noRecord: 'None is matched to this order',
  noTraffic: 'no traffic',
  notKnown: 'not known',
  notReadYet: 'not read yet',
  asRead: (amount, time) => `${amount}, as read ${time}`,
  timeline: ['At (UTC)', 'State', 'By', 'What'],
  nothingHappened: 'Nothing happened yet.',
  calls: ['Call', 'At (UTC)', 'Outcome', 'Its words'],
  nothingSent: 'Nothing was sent.',
  digest: (call) => `SHA-256 of ${call}`,
  request: (call) => `Request ${call}`,
  answer: (call) => `Answer ${call}`,
  usage: (zone) => [`Day (${zone})`, 'Used', 'State'],
  provisional: 'provisional',
  final: 'final',
  noUsage: 'No usage was read for these days.',
  ledger: ['At (UTC)', 'Entry', 'Amount'],
  noMoney: 'No money was moved.',
};

const WORDS: Record<Locale, PackWords> = { en: EN, 'zh-CN': ZH_CN, ja: JA };

/** The words of a pack in the reader's language. */
export function packWords(locale: Locale): PackWords {
  return WORDS[locale];
}
