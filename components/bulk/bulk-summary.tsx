import type { BulkDto } from '@/lib/bulk/schemas';
import { Facts } from '../ui/facts';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';

function count(bulk: BulkDto, ...states: BulkDto['data'][number]['state'][]): number {
  return bulk.data.filter(({ state }) => states.includes(state)).length;
}

/** `3 rows`, `1 row`. */
export function rowsText(number: number): string {
  return `${number} ${number === 1 ? 'row' : 'rows'}`;
}

function outcomes(bulk: BulkDto): string {
  const parts: [number, string][] = [
    [count(bulk, 'succeeded'), 'done'],
    [count(bulk, 'queued', 'submitting'), 'on their way'],
    [count(bulk, 'awaiting_approval'), 'awaiting approval'],
    [count(bulk, 'unknown'), 'unknown: do not order them again'],
    [count(bulk, 'rejected'), 'rejected by the provider'],
    [count(bulk, 'cancelled', 'left_out'), 'left out'],
    [count(bulk, 'refused'), 'not ordered'],
    [count(bulk, 'waiting'), 'waiting'],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(' · ');
}

/** What the rows come to, and how far they are. */
export function BulkSummary({ bulk }: { bulk: BulkDto }) {
  const refused = bulk.rows - bulk.good;
  const warned = bulk.data.filter(({ problem, warning }) => problem === null && warning !== null).length;
  return (
    <div className="flex flex-col gap-4">
      <Facts
        items={[
          { label: 'Rows', value: <span className="figures">{bulk.rows}</span> },
          {
            label: bulk.status === 'preview' ? 'To order' : 'Traffic',
            value: <span className="figures">{groupDigits(bulk.totalGb)} GB</span>,
          },
          {
            label: 'Price',
            value:
              bulk.totalPrices.length === 0
                ? 'Nothing is charged'
                : bulk.totalPrices.map((money) => (
                    <span key={money.currency} className="me-3">
                      <Money money={money} />
                    </span>
                  )),
          },
          ...(bulk.status === 'preview' ? [] : [{ label: 'Outcome', value: outcomes(bulk) }]),
        ]}
      />
      {bulk.status === 'running' && (
        <Progress label={`${bulk.handled} of ${bulk.rows} rows handled`} done={bulk.handled} total={bulk.rows} />
      )}
      {bulk.stoppedWhy && <Notice tone="warning">{bulk.stoppedWhy}</Notice>}
      {bulk.status === 'preview' && refused > 0 && (
        <Notice tone="danger">{rowsText(refused)} will not be ordered: the reason stands beside each.</Notice>
      )}
      {bulk.status === 'preview' && warned > 0 && (
        <Notice tone="warning">{rowsText(warned)} should be looked at before you start.</Notice>
      )}
    </div>
  );
}
