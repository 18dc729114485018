'use client';

import { useTranslations } from 'next-intl';
import { roundedRunway } from '../customers/rounded-runway';
import { Quantity } from '../ui/quantity';
import type { Option } from './options';

/** How long it lasts, as everywhere: hours below a day, and never `used up` before it is. */
function Lasts({ days }: { days: number }) {
  const t = useTranslations('palette.client.left');
  const { unit, count } = roundedRunway(days);
  return unit === 'hours' || unit === 'days' ? t(unit, { count }) : t(unit);
}

/** A line of the palette; a customer's shows what is left and how long it lasts. */
export function PaletteOption({
  option,
  active,
  mayOrder,
  onPoint,
  onGo,
}: {
  option: Option;
  active: boolean;
  mayOrder: boolean;
  onPoint: () => void;
  onGo: (topUp: boolean) => void;
}) {
  const t = useTranslations('palette.client');
  const { customer } = option;
  const days = customer?.daysLeft ?? null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the box above has the focus and the keys
    <div
      id={option.id}
      role="option"
      aria-selected={active}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 aria-selected:bg-default"
      onPointerMove={onPoint}
      onClick={() => onGo(false)}
    >
      <span className="min-w-0 flex-1">
        <bdi className="block truncate font-medium">{option.label}</bdi>
        {option.detail && <span className="block truncate text-xs text-muted">{option.detail}</span>}
      </span>
      {customer && customer.residualBytes !== null && (
        <span className="text-right text-[0.8125rem]">
          <Quantity bytes={customer.residualBytes} className="block" />
          {days !== null && (
            <span className={`block text-xs ${days < 3 ? 'text-danger-soft-foreground' : 'text-muted'}`}>
              <Lasts days={days} />
            </span>
          )}
        </span>
      )}
      {mayOrder && option.topUp && active && (
        <button
          type="button"
          tabIndex={-1}
          className="button button--outline button--sm shrink-0"
          onClick={(event) => {
            event.stopPropagation();
            onGo(true);
          }}
        >
          {t('topUp')}
        </button>
      )}
    </div>
  );
}
