import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { Facts } from '../ui/facts';
import { dayText } from '../ui/format';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { KIND_LABEL } from './labels';
import { rawFigures } from './raw-figures';
import { RecordAmount, RecordBalance } from './record-amount';

type Fact = { label: string; value: ReactNode };

function known(label: string, value: string | null): Fact[] {
  return value === null || value === '' ? [] : [{ label, value: <bdi>{value}</bdi> }];
}

function facts(record: ProviderRecordDto, connection: string | undefined): Fact[] {
  const { balance, endsAt } = rawFigures(record.raw);
  return [
    { label: 'List', value: KIND_LABEL[record.kind] },
    { label: 'Connection', value: connection ?? `#${record.connectionId}` },
    { label: 'At', value: <ExactTime at={record.at} /> },
    { label: 'Provider’s day', value: dayText(record.day) },
    ...known('Provider’s number', record.externalOrderId),
    ...known('Account', record.externalAccountName),
    ...known('Account id', record.externalAccountId),
    ...(record.units ? [{ label: 'Amount', value: <RecordAmount record={record} /> }] : []),
    ...(balance ? [{ label: 'Balance', value: <RecordBalance record={record} /> }] : []),
    ...(record.money ? [{ label: 'Money', value: <Money money={record.money} /> }] : []),
    ...(endsAt ? [{ label: 'Ends', value: <ExactTime at={endsAt} /> }] : []),
    ...known('By', record.operator),
    ...known('Reference', record.reference),
    ...known('Description', record.description),
    {
      label: 'Our order',
      value: record.orderId ? (
        <Link href={`/orders/${record.orderId}`} className="link figures">
          #{record.orderId}
        </Link>
      ) : (
        <span className="text-muted">Not linked to one</span>
      ),
    },
    { label: 'First seen', value: <ExactTime at={record.firstSeenAt} /> },
  ];
}

/** A record in full: what we read out of it, and the provider's own columns as they came. */
export function RecordDetails({ record, connection }: { record: ProviderRecordDto; connection: string | undefined }) {
  return (
    <div className="flex flex-col gap-5">
      <Facts items={facts(record, connection)} />
      <section aria-labelledby="raw-heading">
        <h3 id="raw-heading" className="mb-1.5 text-[0.8125rem] font-semibold">
          As the provider sent it
        </h3>
        <pre className="rounded-lg bg-surface-secondary p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(record.raw, null, 2)}
        </pre>
      </section>
    </div>
  );
}
