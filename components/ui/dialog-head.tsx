import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** The title of a dialog or a sheet, which `id` names, and the button that closes it. */
export function DialogHead({
  id,
  title,
  onClose,
  closable = true,
  className,
}: {
  id: string;
  title: string;
  onClose: () => void;
  closable?: boolean;
  className: string;
}) {
  const t = useTranslations('ui');
  return (
    <div className={`flex items-start justify-between gap-4 px-5 ${className}`}>
      <h2 id={id} className="min-w-0 text-lg leading-7 font-semibold wrap-anywhere">
        {title}
      </h2>
      <button
        type="button"
        className="button button--ghost button--icon-only button--sm -me-1.5 shrink-0"
        aria-label={t('close')}
        disabled={!closable}
        onClick={onClose}
      >
        <X aria-hidden="true" />
      </button>
    </div>
  );
}
