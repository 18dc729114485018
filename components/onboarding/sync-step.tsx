import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { GetStartedDto } from '@/lib/overview/guide-schemas';
import type { SyncRunDto } from '@/lib/sync/schemas';
import { SyncButton } from '../connections/sync-button';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ProviderWords } from '../ui/said';

/** The first sync, started here and followed to its end. */
export function SyncStep({
  connection,
  run,
  start,
}: {
  connection: NonNullable<GetStartedDto['connection']>;
  run: SyncRunDto | null;
  start: () => Promise<Outcome<SyncRunDto>>;
}) {
  const t = useTranslations('onboarding.sync');
  const running = run !== null && (run.status === 'queued' || run.status === 'running');
  if (connection.provider === 'freebit' && !connection.accounts) {
    return (
      <>
        <p className="text-[0.8125rem]">{t('numbersFirst')}</p>
        <Link
          href={`/connections/${connection.id}#accounts`}
          prefetch={false}
          className="button button--primary self-start"
        >
          {t('enterNumbers')}
        </Link>
      </>
    );
  }
  return (
    <>
      {run?.status === 'failed' && run.error && (
        <Notice tone="warning" title={t('failed')}>
          <ProviderWords text={run.error} />
        </Notice>
      )}
      <SyncButton key={run?.id ?? 'none'} running={running ? run : null} start={start} />
    </>
  );
}
