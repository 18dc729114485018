import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AutoTopUpRuleDto } from '@/lib/auto-top-up/schemas';
import { AsOf } from '../ui/as-of';
import { ExactTime, RelativeTime } from '../ui/relative-time';
import { ProviderWords } from '../ui/said';
import { StatusBadge } from '../ui/status-badge';
import { useRuleText } from './rule-text';

/** Whether a rule works, in a word; nothing without a rule. */
export function RuleBadge({ rule }: { rule: AutoTopUpRuleDto | null }) {
  const t = useTranslations('autoTopUp.list');
  if (!rule) return null;
  if (!rule.enabled) return <StatusBadge tone="danger">{t('off')}</StatusBadge>;
  return rule.waitingFor ? (
    <StatusBadge tone="warning">{t('waits')}</StatusBadge>
  ) : (
    <StatusBadge tone="success">{t('on')}</StatusBadge>
  );
}

function LastTopUp({ at, orderId }: { at: string; orderId: string | null }) {
  const t = useTranslations('autoTopUp.list');
  const time = () => <RelativeTime at={at} />;
  if (orderId === null) return t.rich('last', { time });
  return t.rich('lastOrder', {
    id: orderId,
    time,
    order: (text) => (
      <Link href={`/orders/${orderId}`} className="link">
        {text}
      </Link>
    ),
  });
}

/** What it will do next, why it does not, and what it did last. */
export function RuleFacts({ rule }: { rule: AutoTopUpRuleDto }) {
  const t = useTranslations('autoTopUp.list');
  const { nextAt } = rule;
  const text = useRuleText()(rule);
  const why = rule.enabled ? rule.waitingFor : rule.disabledWhy;
  return (
    <>
      <p className="wrap-anywhere">{text}</p>
      {why && (
        <p className={`wrap-anywhere ${rule.enabled ? 'text-warning-soft-foreground' : 'text-danger-soft-foreground'}`}>
          <ProviderWords text={why} />
        </p>
      )}
      {rule.lastMissed && (
        <p className="text-warning-soft-foreground wrap-anywhere">
          <ProviderWords text={rule.lastMissed} />
        </p>
      )}
      <p className="flex flex-wrap gap-x-3 text-xs text-muted">
        {nextAt && <span>{t.rich('next', { time: () => <ExactTime at={nextAt} /> })}</span>}
        {rule.enabled && rule.checkedAt && (
          <AsOf at={rule.checkedAt} text={(time) => t.rich('lookedAt', { time: () => time })} />
        )}
        {rule.lastFiredAt && (
          <span>
            <LastTopUp at={rule.lastFiredAt} orderId={rule.lastOrderId} />
          </span>
        )}
      </p>
    </>
  );
}
