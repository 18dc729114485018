import { Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type GetStartedDto, LATER_STEPS, type LaterStep } from '@/lib/overview/guide-schemas';

const PLACE: Record<Exclude<LaterStep, 'backup'>, string> = {
  agent: '/team?tab=agents',
  price: '/billing/prices',
  secondFactor: '/settings',
};

/** What is well done afterwards, in any order. */
export function LaterList({ later }: { later: GetStartedDto['later'] }) {
  const t = useTranslations('onboarding.later');
  return (
    <div className="border-t border-separator px-4 py-3 sm:px-5">
      <h3 className="text-[0.8125rem] font-medium text-muted">{t('title')}</h3>
      <ul className="mt-1.5 grid gap-x-6 gap-y-1.5 text-[0.8125rem] sm:grid-cols-2">
        {LATER_STEPS.map((step) => (
          <li key={step} className="flex min-w-0 gap-2">
            <span aria-hidden="true" className="mt-0.5 flex size-4 shrink-0 items-center justify-center text-success">
              {later[step] === true ? (
                <Check className="size-3.5" />
              ) : (
                <span className="size-1.5 rounded-full bg-border-secondary" />
              )}
            </span>
            <span className="min-w-0 wrap-anywhere">
              {step === 'backup' ? (
                t.rich('backup', { code: (text) => <code className="text-xs">{text}</code> })
              ) : (
                <Link href={PLACE[step]} prefetch={false} className="link">
                  {t(step)}
                </Link>
              )}
              {later[step] === true && <span className="sr-only"> ({t('done')})</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
