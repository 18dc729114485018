import Link from 'next/link';
import type { AutoTopUpDto, AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import { AsOf } from '../ui/as-of';
import { ExactTime, RelativeTime } from '../ui/relative-time';
import { StatusBadge } from '../ui/status-badge';
import { AutoTopUpButton } from './auto-top-up-button';
import { ruleText } from './rule-text';
import type { AutoTopUpActions } from './types';

function RuleBadge({ rule }: { rule: AutoTopUpRuleDto | null }) {
  if (!rule) return null;
  if (!rule.enabled) return <StatusBadge tone="danger">Off</StatusBadge>;
  return rule.waitingFor ? (
    <StatusBadge tone="warning">Waits</StatusBadge>
  ) : (
    <StatusBadge tone="success">On</StatusBadge>
  );
}

/** What it will do next, why it does not, and what it did last. */
function Rule({ rule }: { rule: AutoTopUpRuleDto }) {
  const why = rule.enabled ? rule.waitingFor : rule.disabledWhy;
  return (
    <>
      <p className="wrap-anywhere">{ruleText(rule)}</p>
      {why && (
        <p className={`wrap-anywhere ${rule.enabled ? 'text-warning-soft-foreground' : 'text-danger-soft-foreground'}`}>
          {why}
        </p>
      )}
      {rule.lastMissed && <p className="text-warning-soft-foreground wrap-anywhere">{rule.lastMissed}</p>}
      <p className="flex flex-wrap gap-x-3 text-xs text-muted">
        {rule.nextAt && (
          <span>
            next <ExactTime at={rule.nextAt} />
          </span>
        )}
        {rule.enabled && rule.checkedAt && <AsOf at={rule.checkedAt} prefix="looked at" />}
        {rule.lastFiredAt && (
          <span>
            last top-up <RelativeTime at={rule.lastFiredAt} />
            {rule.lastOrderId && (
              <>
                {', '}
                <Link href={`/orders/${rule.lastOrderId}`} className="link">
                  order <span className="figures">#{rule.lastOrderId}</span>
                </Link>
              </>
            )}
          </span>
        )}
      </p>
    </>
  );
}

/** More accounts without a rule than these are folded away. */
const SHOWN_WITHOUT = 3;

function Accounts({ accounts, actions }: { accounts: readonly AutoTopUpDto[]; actions: AutoTopUpActions | null }) {
  return (
    <ul className="flex flex-col divide-y divide-separator">
      {accounts.map((account) => (
        <li key={account.accountId} className="flex items-start justify-between gap-4 py-3 first:pt-0 last:pb-0">
          <div className="flex min-w-0 flex-col gap-1">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium wrap-anywhere">{account.accountName}</span>
              <RuleBadge rule={account.rule} />
            </p>
            {account.rule ? <Rule rule={account.rule} /> : <p className="text-muted">Nothing is added by itself.</p>}
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
  const without = accounts.filter(({ rule }) => rule === null);
  const folded = without.length > SHOWN_WITHOUT ? without : [];
  const shown = [...accounts.filter(({ rule }) => rule !== null), ...(folded.length > 0 ? [] : without)];
  return (
    <div className="flex flex-col gap-3 text-[0.8125rem]">
      {shown.length > 0 && <Accounts accounts={shown} actions={actions} />}
      {folded.length > 0 && (
        <details>
          <summary className="cursor-pointer text-muted">{folded.length} accounts without a rule</summary>
          <div className="pt-3">
            <Accounts accounts={folded} actions={actions} />
          </div>
        </details>
      )}
    </div>
  );
}
