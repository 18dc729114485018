import { useLocale, useTranslations } from 'next-intl';
import { type ByteBase, exactBytes, formatBytes } from './format';

/**
 * Traffic with its unit. Rounded for reading; the exact bytes, or the source's own words (`1034.24 MB`), are one
 * pointer away. Without a value it says so with a dash, never with a zero.
 */
export function Quantity({
  bytes,
  base = 1024,
  exact,
  className,
}: {
  bytes: number | null | undefined;
  base?: ByteBase;
  exact?: string;
  className?: string;
}) {
  const t = useTranslations('ui');
  const locale = useLocale();
  if (bytes === null || bytes === undefined) {
    return (
      <span className="text-muted" title={t('notKnown')}>
        –
      </span>
    );
  }
  const { value, unit } = formatBytes(bytes, base);
  return (
    <span className={`figures whitespace-nowrap ${className ?? ''}`} title={exact ?? exactBytes(bytes, base, locale)}>
      {value} <span className="text-[0.85em] text-muted">{unit}</span>
    </span>
  );
}
