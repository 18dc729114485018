import type { ReactNode } from 'react';
import { RelativeTime } from '../ui/relative-time';
import { type DifferenceItem, DifferenceRow } from './difference-list';
import { type FigureItem, FigureRow } from './figure-row';

export type KeptItem = { id: string; foundAt: string; adoptable: boolean } & (
  | { of: 'orders'; item: DifferenceItem }
  | { of: 'figures'; item: FigureItem }
);

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
  return (
    <ul className="divide-y divide-separator border-t border-separator">
      {items.map((kept) => {
        const parts = { recordHref, note: <RelativeTime at={kept.foundAt} />, below: actions?.(kept) };
        return kept.of === 'orders' ? (
          <DifferenceRow key={kept.id} item={kept.item} {...parts} />
        ) : (
          <FigureRow key={kept.id} item={kept.item} {...parts} />
        );
      })}
    </ul>
  );
}
