import { useLocale, useTranslations } from 'next-intl';
import type { Schema } from '@/lib/boundary/openapi';

/** The limits of a parameter in words, e.g. `1 to 500, default 50`; nothing where it has none. */
export function Limits({ schema }: { schema: Schema }) {
  const t = useTranslations('docs.limits');
  const locale = useLocale();
  const { minimum, maximum, minLength, maxLength } = schema;
  const bounded = minimum !== undefined && maximum !== undefined && Math.abs(maximum) < 1e9;
  const measured = minLength !== undefined || maxLength !== undefined;
  const words = [
    ...(bounded ? [t('range', { from: String(minimum), to: String(maximum) })] : []),
    ...(measured ? [t('length', { from: String(minLength ?? 0), to: String(maxLength ?? '…') })] : []),
    ...(schema.default === undefined ? [] : [t('default', { value: JSON.stringify(schema.default) })]),
  ];
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(words);
}
