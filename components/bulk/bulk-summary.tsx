import type { BulkDto, BulkRowState } from '@/lib/bulk/schemas';
import { AsOf } from '../ui/as-of';
import { Facts } from '../ui/facts';
import { groupDigits } from '../ui/format';
import { Money } from '../ui/money';
import { Notice } from '../ui/notice';
import { Progress } from '../ui/progress';

function count(bulk: BulkDto, ...states: BulkRowState[]): number {
  return states.reduce((sum, state) => sum + (bulk.states[state] ?? 0), 0);
}

/** `3 rows`, `1 row`. */
export function rowsText(number: number): string {
  return `${groupDigits(String(number))} ${number === 1 ? 'row' : 'rows'}`;
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
    .map(([number, word]) => `${groupDigits(String(number))} ${word}`)
    .join(' · ');
}

type Wallet = NonNullable<BulkDto['checks']>['wallets'][number];

function WalletSum({ wallet }: { wallet: Wallet }) {
  return (
    <>
      Wallet of {wallet.name}: <Money money={wallet.available} /> to spend, these rows cost{' '}
      <Money money={wallet.total} />
    </>
  );
}

/** What pays for the rows, and what the day still allows, as of the check. What does not suffice stands out. */
function Checks({ bulk: { checks, createdAt } }: { bulk: BulkDto }) {
  if (!checks) return null;
  const { wallets, dailyLimit } = checks;
  const day = dailyLimit && (
    <>
      Daily limit {groupDigits(dailyLimit.limitGb)} GB: {groupDigits(dailyLimit.orderedGb)} GB ordered today (UTC),{' '}
      {groupDigits(dailyLimit.rowsGb)} GB in these rows
    </>
  );
  const short = wallets.filter(({ enough }) => !enough);
  const fine = wallets.filter(({ enough }) => enough);
  return (
    <>
      {short.map((wallet) => (
        <Notice key={wallet.name} tone="danger" title="Not enough money for all of them">
          <WalletSum wallet={wallet} /> <AsOf at={createdAt} />
        </Notice>
      ))}
      {dailyLimit?.enough === false && (
        <Notice tone="danger" title="Too much for one day">
          {day} <AsOf at={createdAt} />
        </Notice>
      )}
      {(fine.length > 0 || dailyLimit?.enough) && (
        <ul className="flex flex-col gap-1 text-[0.8125rem] text-ink-soft">
          {fine.map((wallet) => (
            <li key={wallet.name}>
              <WalletSum wallet={wallet} /> <AsOf at={createdAt} />
            </li>
          ))}
          {dailyLimit?.enough && (
            <li>
              {day} <AsOf at={createdAt} />
            </li>
          )}
        </ul>
      )}
    </>
  );
}

/** What the rows come to, and how far they are. */
export function BulkSummary({ bulk }: { bulk: BulkDto }) {
  const refused = bulk.rows - bulk.good;
  const warned = bulk.data.filter(({ state, warning }) => state === 'waiting' && warning !== null).length;
  return (
    <div className="flex flex-col gap-4">
      <Facts
        items={[
          { label: 'Rows', value: <span className="figures">{groupDigits(String(bulk.rows))}</span> },
          {
            label: bulk.status === 'preview' ? 'All good rows' : 'Traffic',
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
      {bulk.status === 'preview' && <Checks bulk={bulk} />}
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
