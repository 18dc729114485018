'use client';

import { useTranslations } from 'next-intl';
import { LiveRegion } from '../ui/live-region';
import { SecretOnce } from '../ui/secret-once';

/** The end of a dialog that made a secret: the secret, shown this once, and the way out. Nothing while there is none. */
export function SecretEnd({ label, secret, onClose }: { label: string; secret: string | null; onClose: () => void }) {
  const t = useTranslations('team.client');
  return (
    <LiveRegion>
      {secret !== null && (
        <div className="flex flex-col gap-4">
          <SecretOnce label={label} secret={secret} />
          <button type="button" className="button button--primary self-end" onClick={onClose}>
            {t('close')}
          </button>
        </div>
      )}
    </LiveRegion>
  );
}
