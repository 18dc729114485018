'use client';

import { useTranslations } from 'next-intl';
import type { Option } from './options';
import { PaletteOption } from './palette-option';

const GROUPS = ['recent', 'orders', 'customers', 'pages'] as const;

/** The lines of the palette by group: a listbox, whose keys are those of the box above it. */
export function PaletteList({
  id,
  options,
  active,
  mayOrder,
  onPoint,
  onGo,
}: {
  id: string;
  options: readonly Option[];
  active: Option | undefined;
  mayOrder: boolean;
  /** The line at this place is under the pointer. */
  onPoint: (index: number) => void;
  onGo: (option: Option, topUp: boolean) => void;
}) {
  const t = useTranslations('palette.client');
  return (
    <div id={id} role="listbox" aria-label={t('title')} className="mt-3 max-h-[50dvh] overflow-y-auto">
      {GROUPS.map((group) => {
        const members = options.filter((option) => option.group === group);
        if (members.length === 0) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a listbox has groups of this kind, no fieldsets
          <div key={group} role="group" aria-label={t(group)}>
            <p aria-hidden="true" className="px-3 pt-2 pb-1 text-xs font-medium text-muted">
              {t(group)}
            </p>
            {members.map((option) => (
              <PaletteOption
                key={option.id}
                option={option}
                active={option.id === active?.id}
                mayOrder={mayOrder}
                onPoint={() => onPoint(options.indexOf(option))}
                onGo={(topUp) => onGo(option, topUp)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}
