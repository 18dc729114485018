import { useTranslations } from 'next-intl';
import type { BulkDto, BulkRowState } from '@/lib/bulk/schemas';
import { Facts } from '../ui/facts';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';
import { ProviderWords } from '../ui/said';
import { BulkChecks } from './bulk-checks';

const PARTS = [
  { key: 'done', states: ['succeeded'] },
  { key: 'moving', states: ['queued', 'submitting'] },
  { key: 'approval', states: ['awaiting_approval'] },
  { key: 'unknown', states: ['unknown'] },
  { key: 'rejected', states: ['rejected'] },
  { key: 'leftOut', states: ['cancelled', 'left_out'] },
  { key: 'refused', states: ['refused'] },
  { key: 'waiting', states: ['waiting'] },
] as const satisfies readonly { key: string; states: readonly BulkRowState[] }[];

function Outcomes({ bulk }: { bulk: BulkDto }) {
  const t = useTranslations('bulk.parts');
  return PARTS.map(({ key, states }) => ({
    key,
    count: states.reduce((sum, state) => sum + (bulk.states[state] ?? 0), 0),
  }))
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => t(key, { count }))
    .join(' · ');
}

/** What the rows come to, and how far they are. */
export function BulkSummary({ bulk }: { bulk: BulkDto }) {
  const t = useTranslations('bulk.summary');
  const preview = bulk.status === 'preview';
  const refused = bulk.rows - bulk.good;
  const warned = bulk.data.filter(({ state, warning }) => state === 'waiting' && warning !== null).length;
  return (
    <div className="flex flex-col gap-4">
      <Facts
        items={[
          { label: t('rows'), value: <span className="figures">{groupDigits(String(bulk.rows))}</span> },
          {
            label: preview ? t('allGood') : t('traffic'),
            value: <span className="figures">{groupDigits(bulk.totalGb)} GB</span>,
          },
          {
            label: t('price'),
            value:
              bulk.totalPrices.length === 0
                ? t('nothingCharged')
                : bulk.totalPrices.map((money) => (
                    <span key={money.currency} className="me-3">
                      <Money money={money} />
                    </span>
                  )),
          },
          ...(preview ? [] : [{ label: t('outcome'), value: <Outcomes bulk={bulk} /> }]),
        ]}
      />
      {bulk.status === 'running' && (
        <Progress
          label={t('handled', { handled: bulk.handled, rows: bulk.rows })}
          done={bulk.handled}
          total={bulk.rows}
        />
      )}
      {preview && <BulkChecks bulk={bulk} />}
      {bulk.stoppedWhy && (
        <Notice tone="warning">
          <ProviderWords text={bulk.stoppedWhy} />
        </Notice>
      )}
      {preview && refused > 0 && <Notice tone="danger">{t('refused', { count: refused })}</Notice>}
      {preview && warned > 0 && <Notice tone="warning">{t('warned', { count: warned })}</Notice>}
    </div>
  );
}
