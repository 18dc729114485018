import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/notice';
import { countWaitingAdjustments } from '@/lib/billing';
import { type Context, seesInternals } from '@/lib/core/actor';

/** That adjustments of wallets wait for a second administrator; nothing while none does, and nothing for agents. */
export async function WaitingAdjustments({ ctx }: { ctx: Context }) {
  if (!seesInternals(ctx.actor)) return null;
  const [count, t] = await Promise.all([countWaitingAdjustments(ctx), getTranslations('billing.page')]);
  if (count === 0) return null;
  return (
    <Notice tone="warning">
      <Link href="/billing#waiting" className="link font-semibold">
        {t('waitingCount', { count })}
      </Link>
    </Notice>
  );
}
