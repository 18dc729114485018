import { divideRounded, formatDecimal } from '@/lib/core/decimal';
import type { DisputePack, Section } from './types';

const TYPES = { top_up: 'Top-up', deduct: 'Deduct', ip_open: 'IP order', ip_renew: 'IP renewal' };

/** Instants in UTC, which the pack says at its head. */
function timeText(instant: string | null): string {
  return instant === null ? '–' : instant.slice(0, 19).replace('T', ' ');
}

function gbText(bytes: number | null, byteBase: 1000 | 1024): string {
  if (bytes === null) return 'not known';
  return `${formatDecimal(divideRounded(BigInt(bytes) * 1000n, BigInt(byteBase) ** 3n), 3, 3)} GB`;
}

function residualText(bytes: number | null, at: string | null, byteBase: 1000 | 1024): string {
  const left = gbText(bytes, byteBase);
  return bytes === null || at === null ? left : `${left}, as read ${timeText(at)}`;
}

function words(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('_', ' ');
}

function filled(pairs: [string, string | null | undefined][]): [string, string][] {
  return pairs.flatMap(([name, value]): [string, string][] => (!value ? [] : [[name, value]]));
}

/** What the pack is about, in a line. */
export function packTitle({ order }: DisputePack): string {
  return `${TYPES[order.type]}${order.amountGb === null ? '' : ` of ${order.amountGb} GB`}, order #${order.id}`;
}

function orderFacts({ order, connectionName }: DisputePack): [string, string][] {
  return filled([
    ['Customer', order.customerName],
    ['Account', order.accountName],
    ['Provider', connectionName],
    ['State', words(order.status)],
    ['Amount', order.amountGb === null ? null : `${order.amountGb} GB (${order.units ?? ''})`],
    [
      'Product',
      order.product === null ? null : [order.product, order.region, order.duration].filter(Boolean).join(', '),
    ],
    ['Price', order.price && `${order.price.amount} ${order.price.currency}`],
    ['Made', `${timeText(order.createdAt)} by ${order.madeBy}`],
    ['Settled', order.settledAt && timeText(order.settledAt)],
    ['Our reference', order.reference],
    ['Provider’s number', order.providerOrderId],
    ['Note', order.note],
  ]);
}

function proofFacts({ order, record, residual, byteBase }: DisputePack): [string, string][] {
  const { evidence } = order;
  return filled([
    ['Proof', evidence && words(evidence.kind)],
    ['Found', evidence && timeText(evidence.at)],
    ['Says', evidence?.note],
    [
      'Provider’s record',
      record ? `${timeText(record.at)}, ${record.units ?? 'no traffic'}` : 'None is matched to this order',
    ],
    ['Its number', record?.externalOrderId],
    ['Its reference', record?.reference],
    ['Its operator', record?.operator],
    ['Residual before', residualText(residual.beforeBytes, residual.beforeAt, byteBase)],
    [
      'Residual after',
      order.status === 'succeeded' && residual.afterBytes === null
        ? 'not read yet'
        : residualText(residual.afterBytes, residual.afterAt, byteBase),
    ],
  ]);
}

function callRows({ attempts }: DisputePack): string[][] {
  return attempts.map((attempt, index) => [
    String(index + 1),
    timeText(attempt.at),
    words(attempt.outcome ?? 'no answer'),
    [attempt.providerCode, attempt.message].filter(Boolean).join(' '),
  ]);
}

/** The pack as text, section by section: what the page and the document both show. */
export function packSections(pack: DisputePack): Section[] {
  return [
    { title: 'Order', facts: orderFacts(pack) },
    {
      title: 'Timeline',
      heads: ['At (UTC)', 'State', 'By', 'What'],
      rows: pack.events.map(({ at, to, actor, detail }) => [timeText(at), words(to), actor, detail ?? '']),
      none: 'Nothing happened yet.',
    },
    {
      title: 'Calls to the provider',
      heads: ['Call', 'At (UTC)', 'Outcome', 'Its words'],
      rows: callRows(pack),
      none: 'Nothing was sent.',
    },
    {
      title: 'Exchanges',
      facts: pack.attempts.flatMap(({ request, response, sha256 }, index) =>
        filled([
          [`SHA-256 of ${index + 1}`, sha256],
          [`Request ${index + 1}`, request ?? null],
          [`Answer ${index + 1}`, response ?? null],
        ]),
      ),
    },
    { title: 'Proof', facts: proofFacts(pack) },
    {
      title: 'Usage around it',
      heads: [`Day (${pack.timeZone})`, 'Used', 'State'],
      rows: pack.usage.map(({ date, totalBytes, provisional }) => [
        date,
        gbText(totalBytes, pack.byteBase),
        provisional ? 'provisional' : 'final',
      ]),
      none: 'No usage was read for these days.',
    },
    {
      title: 'Ledger',
      heads: ['At (UTC)', 'Entry', 'Amount'],
      rows: pack.ledger.map(({ at, kind, amount, asset }) => [timeText(at), words(kind), `${amount} ${asset}`]),
      none: 'No money was moved.',
    },
  ];
}
