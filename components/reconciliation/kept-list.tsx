import type { ReactNode } from 'react';
import { RelativeTime } from '../ui/relative-time';
import { type DifferenceItem, DifferenceList } from './difference-list';

export type KeptItem = DifferenceItem & { id: string; foundAt: string; adoptable: boolean };

/** Open differences as a work list: how old, both sides, the guess, and what can be done. */
export function KeptList({
  items,
  recordHref,
  actions,
}: {
  items: readonly KeptItem[];
  recordHref: (id: string) => string;
  actions: ((item: KeptItem) => ReactNode) | null;
}) {
  const byKey = new Map(items.map((item) => [item.key, item]));
  return (
    <DifferenceList
      items={items}
      recordHref={recordHref}
      note={({ key }) => {
        const item = byKey.get(key);
        return item && <RelativeTime at={item.foundAt} />;
      }}
      below={({ key }) => {
        const item = byKey.get(key);
        return item && actions?.(item);
      }}
    />
  );
}
