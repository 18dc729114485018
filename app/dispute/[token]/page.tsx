import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { PackSections } from '@/components/disputes/pack-sections';
import { Mark } from '@/components/layout/brand';
import { ExactTime } from '@/components/ui/relative-time';
import { AppError } from '@/lib/core/errors';
import { packSections, packTitle, readDisputeLink } from '@/lib/disputes';
import { systemClock } from '@/lib/infra/clock';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('disputes.page');
  return { title: t('title'), referrer: 'no-referrer' };
}

async function read(token: string) {
  try {
    return await readDisputeLink(token, systemClock);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}

export default async function DisputePage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('disputes.page');
  const [{ token }, locale] = await Promise.all([params, getLocale()]);
  const { pack, expiresAt } = await read(token);
  return (
    <main className="mx-auto w-full max-w-4xl px-4 py-8">
      <div className="mb-6 flex flex-wrap items-center gap-3">
        <Mark className="size-9 shrink-0" />
        <div className="min-w-0 grow">
          <h1 className="text-xl leading-7 font-semibold tracking-tight wrap-anywhere">{packTitle(pack, locale)}</h1>
          <p className="text-[0.8125rem] text-muted">{t.rich('about', { time: () => <ExactTime at={expiresAt} /> })}</p>
        </div>
        <a href={`/dispute/${token}/pdf`} className="button button--outline" download>
          {t('download')}
        </a>
      </div>
      <PackSections sections={packSections(pack, locale)} />
    </main>
  );
}
