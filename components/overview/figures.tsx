import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { SalesFigure } from '@/lib/costs/schemas';
import type { WalletDto } from '@/lib/ledger/schemas';
import type { ByteBase } from '../ui/format';
import { Money } from '../ui/money';
import { Quantity } from '../ui/quantity';
import { StatCard, StatCards } from '../ui/stat-card';
import { useFormats } from '../ui/use-formats';

/** Usage of today and of this month, in bytes, with what it is compared with. */
export type UsageFigures = {
  /** Null: nothing was read yet. */
  today: number | null;
  /** All of yesterday; null where it is not known. */
  yesterday: number | null;
  month: number | null;
  /** True while a part of it may still change. */
  provisional: boolean;
  /** The final days of this month against the same days of the last one; null where too few can be compared. */
  compared: { now: number; before: number; from: string; to: string } | null;
  asOf: string | null;
  base: ByteBase;
};

/** Money of each currency, the change where there is one currency only, and what it was before. */
function Sales({
  label,
  figures,
  asOf,
  when,
}: {
  label: string;
  figures: readonly SalesFigure[];
  asOf: string | null;
  when: 'yesterday' | 'lastMonth';
}) {
  const t = useTranslations('overview.figures');
  const formats = useFormats();
  const [first] = figures;
  const change =
    figures.length === 1 && first ? formats.change(Number(first.now.amount), Number(first.before.amount)) : null;
  const before: ReactNode = figures.map(({ before: money }, index) => (
    <span key={money.currency}>
      {index > 0 && ' + '}
      <Money money={money} />
    </span>
  ));
  return (
    <StatCard
      label={label}
      change={change}
      note={first && t.rich(when, { figure: () => before })}
      {...(asOf === null ? {} : { asOf })}
    >
      {first ? (
        figures.map(({ now }) => <Money key={now.currency} money={now} />)
      ) : (
        <span className="text-base font-medium text-muted">{t('nothingSold')}</span>
      )}
    </StatCard>
  );
}

function UsedToday({ usage }: { usage: UsageFigures }) {
  const t = useTranslations('overview.figures');
  const { today, yesterday, base } = usage;
  const note =
    yesterday === null
      ? t('provisional')
      : t.rich('wholeYesterday', { figure: () => <Quantity bytes={yesterday} base={base} /> });
  return (
    <StatCard label={t('usedToday')} note={today === null && yesterday === null ? null : note} asOf={usage.asOf}>
      <Quantity bytes={today} base={base} />
    </StatCard>
  );
}

function UsedInMonth({ usage }: { usage: UsageFigures }) {
  const t = useTranslations('overview.figures');
  const formats = useFormats();
  const { month, compared, base, provisional } = usage;
  const note =
    compared === null
      ? provisional && t('provisional')
      : t.rich('sameDays', {
          figure: () => <Quantity bytes={compared.before} base={base} />,
          from: formats.dayOfYear(compared.from),
          to: formats.dayOfYear(compared.to),
        });
  return (
    <StatCard
      label={t('usedMonth')}
      change={compared && formats.change(compared.now, compared.before)}
      note={note}
      asOf={usage.asOf}
    >
      <Quantity bytes={month} base={base} />
    </StatCard>
  );
}

/** Usage and sales of today and of this month, and an agent's wallet. */
export function Figures({
  usage,
  sales,
  wallet,
}: {
  usage: UsageFigures;
  sales: { today: readonly SalesFigure[]; month: readonly SalesFigure[]; asOf: string | null };
  wallet: WalletDto | null;
}) {
  const t = useTranslations('overview.figures');
  const own = wallet !== null;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {wallet && (
        <StatCard
          label={t('toSpend')}
          note={t.rich('wallet', {
            wallet: () => <Money money={wallet.balance} />,
            held: () => <Money money={wallet.held} />,
            credit: () => <Money money={wallet.creditLimit} />,
          })}
        >
          <Money money={wallet.available} />
        </StatCard>
      )}
      <StatCards perRow="two">
        <Sales
          label={own ? t('spentToday') : t('soldToday')}
          figures={sales.today}
          asOf={sales.asOf}
          when="yesterday"
        />
        <Sales
          label={own ? t('spentMonth') : t('soldMonth')}
          figures={sales.month}
          asOf={sales.asOf}
          when="lastMonth"
        />
      </StatCards>
      <StatCards perRow="two">
        <UsedToday usage={usage} />
        <UsedInMonth usage={usage} />
      </StatCards>
    </div>
  );
}
