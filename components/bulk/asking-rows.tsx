import { useTranslations } from 'next-intl';
import type { BulkRowDto } from '@/lib/bulk/schemas';
import { groupDigits } from '../ui/format';

/** The rows that top up an account again, each to be ticked by itself, or all at once. */
export function AskingRows({
  rows,
  ticked,
  onTick,
  disabled,
}: {
  rows: readonly BulkRowDto[];
  ticked: ReadonlySet<number>;
  onTick: (ticked: ReadonlySet<number>) => void;
  disabled: boolean;
}) {
  const t = useTranslations('bulk.client');

  function tick(no: number, on: boolean) {
    const next = new Set(ticked);
    if (on) next.add(no);
    else next.delete(no);
    onTick(next);
  }
  return (
    <fieldset className="rounded-lg border border-border text-[0.8125rem]" disabled={disabled}>
      <legend className="ms-3 px-1 font-semibold text-warning-soft-foreground">{t('start.again')}</legend>
      <p className="px-4 text-muted">{t('start.againHint')}</p>
      {rows.length > 1 && (
        <label className="flex min-h-11 cursor-pointer items-center gap-3 border-b border-separator px-4 font-medium">
          <input
            type="checkbox"
            className="size-4 shrink-0"
            checked={rows.every(({ no }) => ticked.has(no))}
            onChange={(event) => onTick(new Set(event.target.checked ? rows.map(({ no }) => no) : []))}
          />
          {t('start.all', { count: rows.length })}
        </label>
      )}
      <ul className="max-h-80 divide-y divide-separator overflow-y-auto">
        {rows.map((row) => (
          <li key={row.no}>
            <label className="flex min-h-11 cursor-pointer items-start gap-3 px-4 py-2">
              <input
                type="checkbox"
                className="mt-0.5 size-4 shrink-0"
                checked={ticked.has(row.no)}
                onChange={(event) => tick(row.no, event.target.checked)}
              />
              <span className="min-w-0">
                <span className="figures text-muted">{row.no}.</span>{' '}
                <span className="font-medium wrap-anywhere">{row.accountName ?? row.account}</span>{' '}
                <span className="figures whitespace-nowrap">{groupDigits(row.amountGb)} GB</span>
                <span className="block text-muted wrap-anywhere">{row.warning}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
