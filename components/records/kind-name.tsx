import { useTranslations } from 'next-intl';
import type { RecordKind } from './labels';

/** What a provider's list is called. */
export function KindName({ kind }: { kind: RecordKind }) {
  const t = useTranslations('records.kind');
  return t(kind);
}
