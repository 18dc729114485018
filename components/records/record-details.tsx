import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';
import { Facts } from '../ui/facts';
import { Money } from '../ui/money';
import { ExactTime } from '../ui/relative-time';
import { ProviderWords } from '../ui/said';
import { useFormats } from '../ui/use-formats';
import { rawFigures } from './raw-figures';
import { RecordAmount, RecordBalance } from './record-amount';

type Fact = { label: string; value: ReactNode };

function known(label: string, value: string | null): Fact[] {
  return value === null || value === '' ? [] : [{ label, value: <bdi>{value}</bdi> }];
}

function useFacts(record: ProviderRecordDto, connection: string | undefined): Fact[] {
  const t = useTranslations('records');
  const formats = useFormats();
  const { balance, endsAt } = rawFigures(record.raw);
  return [
    { label: t('details.list'), value: t(`kind.${record.kind}`) },
    { label: t('details.connection'), value: connection ?? `#${record.connectionId}` },
    { label: t('details.at'), value: <ExactTime at={record.at} /> },
    { label: t('details.day'), value: formats.day(record.day) },
    ...known(t('details.number'), record.externalOrderId),
    ...known(t('details.account'), record.externalAccountName),
    ...known(t('details.accountId'), record.externalAccountId),
    ...(record.units ? [{ label: t('details.amount'), value: <RecordAmount record={record} /> }] : []),
    ...(balance ? [{ label: t('details.balance'), value: <RecordBalance record={record} /> }] : []),
    ...(record.money ? [{ label: t('details.money'), value: <Money money={record.money} /> }] : []),
    ...(endsAt ? [{ label: t('details.ends'), value: <ExactTime at={endsAt} /> }] : []),
    ...known(t('details.operator'), record.operator),
    ...known(t('details.reference'), record.reference),
    ...(record.description
      ? [
          {
            label: t('details.description'),
            value: (
              <bdi>
                <ProviderWords text={record.description} />
              </bdi>
            ),
          },
        ]
      : []),
    {
      label: t('details.order'),
      value: record.orderId ? (
        <Link href={`/orders/${record.orderId}`} className="link figures">
          #{record.orderId}
        </Link>
      ) : (
        <span className="text-muted">{t('details.notLinked')}</span>
      ),
    },
    { label: t('details.firstSeen'), value: <ExactTime at={record.firstSeenAt} /> },
  ];
}

/** A record in full: what we read out of it, and the provider's own columns as they came. */
export function RecordDetails({ record, connection }: { record: ProviderRecordDto; connection: string | undefined }) {
  const t = useTranslations('records.details');
  return (
    <div className="flex flex-col gap-5">
      <Facts items={useFacts(record, connection)} />
      <section aria-labelledby="raw-heading">
        <h3 id="raw-heading" className="mb-1.5 text-[0.8125rem] font-semibold">
          {t('raw')}
        </h3>
        <pre className="rounded-lg bg-surface-secondary p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(record.raw, null, 2)}
        </pre>
      </section>
    </div>
  );
}
