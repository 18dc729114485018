import type { OrderDto } from '@/lib/orders/schemas';
import { ExactTime } from '../ui/relative-time';
import { StatusBadge, type Tone } from '../ui/status-badge';

type Attempt = OrderDto['attempts'][number];

const OUTCOMES: Record<NonNullable<Attempt['outcome']>, { label: string; tone: Tone }> = {
  accepted: { label: 'Accepted', tone: 'success' },
  duplicate: { label: 'Already done', tone: 'success' },
  rejected: { label: 'Rejected', tone: 'danger' },
  unknown: { label: 'No clear answer', tone: 'warning' },
};

function Exchange({ label, text }: { label: string; text: string | null | undefined }) {
  if (!text) return null;
  return (
    <div>
      <p className="mb-1 text-xs text-muted">{label}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-60 overflow-auto rounded-lg bg-surface-secondary p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
    </div>
  );
}

/** Every call that was made for an order, with the provider's own code and words. */
export function OrderAttempts({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return <p className="text-muted">Nothing was sent to the provider.</p>;
  return (
    <ol className="flex flex-col gap-4">
      {attempts.map((attempt, index) => {
        const outcome = attempt.outcome
          ? OUTCOMES[attempt.outcome]
          : { label: 'No answer yet', tone: 'accent' as const };
        return (
          <li key={attempt.at} className="flex flex-col gap-2">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">Call {index + 1}</span>
              <StatusBadge tone={outcome.tone}>{outcome.label}</StatusBadge>
              <span className="ms-auto text-xs text-muted">
                <ExactTime at={attempt.at} />
              </span>
            </div>
            {(attempt.providerCode || attempt.message) && (
              <p className="text-[0.8125rem] wrap-anywhere">
                {attempt.providerCode && <code className="me-2 font-mono text-muted">{attempt.providerCode}</code>}
                <bdi>{attempt.message}</bdi>
              </p>
            )}
            {(attempt.request || attempt.response) && (
              <details className="group">
                <summary className="text-[0.8125rem] text-accent-text">What was said, secrets removed</summary>
                <div className="mt-2 flex flex-col gap-3">
                  <Exchange label="Sent" text={attempt.request} />
                  <Exchange label="Answered" text={attempt.response} />
                </div>
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}
