import { useTranslations } from 'next-intl';
import type { OrderDto } from '@/lib/orders/schemas';
import { ExactTime } from '../ui/relative-time';
import { ProviderWords } from '../ui/said';
import { ScrollBox } from '../ui/scroll-box';
import { StatusBadge, type Tone } from '../ui/status-badge';

type Attempt = OrderDto['attempts'][number];

const TONES: Record<NonNullable<Attempt['outcome']>, Tone> = {
  accepted: 'success',
  duplicate: 'success',
  rejected: 'danger',
  unknown: 'warning',
};

function Exchange({ label, text }: { label: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <div>
      <p className="mb-1 text-xs text-muted">{label}</p>
      <ScrollBox
        as="pre"
        className="max-h-60 overflow-auto rounded-lg bg-surface-secondary p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </ScrollBox>
    </div>
  );
}

function Outcome({ attempt: { outcome, sent } }: { attempt: Attempt }) {
  const t = useTranslations('orders.attempts');
  if (outcome === null) return <StatusBadge tone="accent">{t('noAnswerYet')}</StatusBadge>;
  if (!sent && outcome === 'unknown') return <StatusBadge tone="default">{t('notSent')}</StatusBadge>;
  return <StatusBadge tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</StatusBadge>;
}

/** Every call that was made for an order, with the provider's own code and words. */
export function OrderAttempts({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useTranslations('orders.attempts');
  if (attempts.length === 0) return <p className="text-muted">{t('none')}</p>;
  return (
    <ol className="flex flex-col gap-4">
      {attempts.map((attempt, index) => (
        <li key={attempt.at} className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{t('call', { no: index + 1 })}</span>
            <Outcome attempt={attempt} />
            <span className="ms-auto text-xs text-muted">
              <ExactTime at={attempt.at} />
            </span>
          </div>
          {(attempt.providerCode || attempt.message) && (
            <p className="text-[0.8125rem] wrap-anywhere">
              {attempt.providerCode && <code className="me-2 font-mono text-muted">{attempt.providerCode}</code>}
              {attempt.message && (
                <bdi>
                  <ProviderWords text={attempt.message} code={attempt.providerCode} />
                </bdi>
              )}
            </p>
          )}
          {(attempt.request || attempt.response) && (
            <details className="group">
              <summary className="text-[0.8125rem] text-accent-text">{t('said')}</summary>
              <div className="mt-2 flex flex-col gap-3">
                <Exchange label={t('sent')} text={attempt.request} />
                <Exchange label={t('answered')} text={attempt.response} />
              </div>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
