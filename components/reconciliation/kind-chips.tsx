import { useTranslations } from 'next-intl';
import { type KeptKind, keptKindSchema } from '@/lib/reconciliation/schemas';
import { formatCount } from '../ui/format';
import { Segmented } from '../ui/segmented';

/** Open differences by kind: only kinds that have some, and the chosen one. */
export function KindChips({
  counts,
  chosen,
  hrefOf,
}: {
  counts: Partial<Record<KeptKind, number>>;
  chosen: KeptKind | null;
  hrefOf: (kind: KeptKind | null) => string;
}) {
  const t = useTranslations('reconciliation');
  const kinds = keptKindSchema.options.filter((kind) => kind === chosen || (counts[kind] ?? 0) > 0);
  if (kinds.length === 0 || (kinds.length === 1 && chosen === null)) return null;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Segmented
      label={t('chips')}
      value={chosen ?? ''}
      options={[
        { value: '', label: `${t('all')} ${formatCount(all)}`, href: hrefOf(null) },
        ...kinds.map((kind) => ({
          value: kind,
          label: `${t(`kind.${kind}`)} ${formatCount(counts[kind] ?? 0)}`,
          href: hrefOf(kind),
        })),
      ]}
    />
  );
}
