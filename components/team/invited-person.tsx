'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { UserDto } from '@/lib/auth/schemas';
import { Dialog } from '../ui/dialog';
import { ProblemNotice } from '../ui/problem-notice';
import { useAct } from '../ui/use-act';
import { SecretEnd } from './secret-end';
import type { TeamActions } from './types';

/** A person who was invited and has not come yet: a new link, or the invitation taken back. */
export function InvitedPersonDialog({
  user,
  actions,
  onClose,
}: {
  user: UserDto;
  actions: TeamActions;
  onClose: () => void;
}) {
  const t = useTranslations('team.client');
  const [link, setLink] = useState<string | null>(null);
  const { act, pending, problem } = useAct();
  return (
    <Dialog title={user.email} onClose={onClose} dismissable={!pending}>
      {link === null && (
        <div className="flex flex-col gap-4">
          <p className="text-[0.8125rem]">{t('invitedHint')}</p>
          <ProblemNotice problem={problem} />
          <div className="flex flex-wrap justify-between gap-2">
            <button
              type="button"
              className="button button--outline"
              disabled={pending}
              onClick={() => act(() => actions.revokeInvitation(user.id), onClose)}
            >
              {t('takeBack')}
            </button>
            <button
              type="button"
              className="button button--primary"
              disabled={pending}
              onClick={() =>
                act(
                  () => actions.renewInvitation(user.id),
                  (made) => setLink(made.link),
                )
              }
            >
              {t('newLink')}
            </button>
          </div>
        </div>
      )}
      <SecretEnd label={t('inviteLinkMailed')} secret={link} onClose={onClose} />
    </Dialog>
  );
}
