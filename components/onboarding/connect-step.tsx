import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { PROVIDER_NAME } from '../connections/labels';
import type { Outcome } from '../ui/outcome';
import { TrySandbox } from './try-sandbox';

const PROVIDERS = ['ipweb', 'freebit', 'ipidea'] as const;

/** Which provider, what one needs for it, and the sandbox for those who have nothing at hand. */
export function ConnectStep({
  sandboxRuns,
  trySandbox,
}: {
  sandboxRuns: boolean;
  trySandbox: () => Promise<Outcome<unknown>>;
}) {
  const t = useTranslations('onboarding.connect');
  const provides = useTranslations('connections.client');
  return (
    <>
      <ul className="grid gap-2 sm:grid-cols-3">
        {PROVIDERS.map((provider) => (
          <li
            key={provider}
            className="relative flex flex-col gap-1 rounded-lg border border-border p-3 hover:border-border-secondary"
          >
            <Link
              href={`/connections?provider=${provider}&guide=1#add`}
              prefetch={false}
              className="link font-medium after:absolute after:inset-0 after:rounded-lg"
            >
              {t('to', { provider: PROVIDER_NAME[provider] })}
            </Link>
            <span className="text-xs text-muted">{provides(`sells.${provider}`)}</span>
            <span className="text-xs text-ink-soft">{t(`needs.${provider}`)}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-surface-secondary px-3 py-2.5 text-[0.8125rem]">
        <p className="min-w-0 flex-1 basis-72">
          {t('sandbox')}{' '}
          {!sandboxRuns && t.rich('sandboxOff', { code: (text) => <code className="whitespace-nowrap">{text}</code> })}
        </p>
        {sandboxRuns && <TrySandbox start={trySandbox} />}
      </div>
    </>
  );
}
