import { useTranslations } from 'next-intl';
import type { AutoTopUpDto } from '@/lib/auto-top-up/schemas';
import { Breakable } from '../ui/breakable';
import { AutoTopUpButton } from './auto-top-up-button';
import { RuleBadge, RuleFacts } from './rule-facts';
import type { AutoTopUpActions } from './types';

/** More accounts without a rule than these are folded away. */
const SHOWN_WITHOUT = 3;

function Accounts({ accounts, actions }: { accounts: readonly AutoTopUpDto[]; actions: AutoTopUpActions | null }) {
  const t = useTranslations('autoTopUp.list');
  return (
    <ul className="flex flex-col divide-y divide-separator">
      {accounts.map((account) => (
        <li key={account.accountId} className="flex items-start justify-between gap-4 py-3 first:pt-0 last:pb-0">
          <div className="flex min-w-0 flex-col gap-1">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium wrap-anywhere">
                <Breakable text={account.accountName} />
              </span>
              <RuleBadge rule={account.rule} />
            </p>
            {account.rule ? <RuleFacts rule={account.rule} /> : <p className="text-muted">{t('nothing')}</p>}
          </div>
          {actions && <AutoTopUpButton account={account} actions={actions} />}
        </li>
      ))}
    </ul>
  );
}

/** The automatic top-up of each of a customer's accounts, those that have one first. */
export function AutoTopUpList({
  accounts,
  actions,
}: {
  accounts: readonly AutoTopUpDto[];
  /** For those who may set it. */
  actions: AutoTopUpActions | null;
}) {
  const t = useTranslations('autoTopUp.list');
  const without = accounts.filter(({ rule }) => rule === null);
  const folded = without.length > SHOWN_WITHOUT ? without : [];
  const shown = [...accounts.filter(({ rule }) => rule !== null), ...(folded.length > 0 ? [] : without)];
  return (
    <div className="flex flex-col gap-3 text-[0.8125rem]">
      {shown.length > 0 && <Accounts accounts={shown} actions={actions} />}
      {folded.length > 0 && (
        <details>
          <summary className="cursor-pointer text-muted">{t('without', { count: folded.length })}</summary>
          <div className="pt-3">
            <Accounts accounts={folded} actions={actions} />
          </div>
        </details>
      )}
    </div>
  );
}
