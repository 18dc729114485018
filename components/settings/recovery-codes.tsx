import { useTranslations } from 'next-intl';
import { Notice } from '../ui/notice';

/** The recovery codes, shown this once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations('settings.client');
  return (
    <div className="flex flex-col gap-4">
      <p className="text-[0.8125rem]">{t('recoveryHint')}</p>
      <ul
        aria-label={t('recoveryCodes')}
        className="grid gap-x-6 gap-y-1 font-mono text-[0.8125rem] select-all sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Notice tone="warning">{t('recoveryOnce')}</Notice>
      <button type="button" className="button button--primary self-end" onClick={onClose}>
        {t('recoveryKept')}
      </button>
    </div>
  );
}
