'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import type { DisputeLinkDto } from '@/lib/disputes/types';
import { LiveRegion } from '../ui/live-region';
import { Notice } from '../ui/notice';
import type { Outcome } from '../ui/outcome';
import { ExactTime } from '../ui/relative-time';
import { SecretOnce } from '../ui/secret-once';
import { SubmitButton } from '../ui/submit-button';

/** A new link's address, or null where one was closed. */
export type DisputeLinkAction = (
  before: Outcome<{ url: string | null }> | null,
  form: FormData,
) => Promise<Outcome<{ url: string | null }>>;

/** The links that still open, each to be closed, and a new one. */
export function DisputeLinks({
  orderId,
  links,
  action,
}: {
  orderId: string;
  links: readonly DisputeLinkDto[];
  action: DisputeLinkAction;
}) {
  const t = useTranslations('disputes.client');
  const [state, send] = useActionState(action, null);
  return (
    <>
      <form action={send}>
        <input type="hidden" name="orderId" value={orderId} />
        <SubmitButton variant="outline" pendingText={t('making')}>
          {t('make')}
        </SubmitButton>
      </form>
      <LiveRegion>
        {state && !state.ok && <Notice tone="danger">{state.message}</Notice>}
        {state?.ok && state.data.url !== null && <SecretOnce label={t('link')} secret={state.data.url} />}
      </LiveRegion>
      {links.length > 0 && (
        <ul className="divide-y divide-separator border-t border-separator">
          {links.map((link) => (
            <li key={link.id} className="flex flex-wrap items-center justify-between gap-3 py-2.5 text-[0.8125rem]">
              <span>{t.rich('by', { name: link.createdBy, time: () => <ExactTime at={link.expiresAt} /> })}</span>
              <form action={send}>
                <input type="hidden" name="orderId" value={orderId} />
                <input type="hidden" name="revoke" value={link.id} />
                <SubmitButton variant="outline" size="sm" pendingText={t('closing')}>
                  {t('close')}
                </SubmitButton>
              </form>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
