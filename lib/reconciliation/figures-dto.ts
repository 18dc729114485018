import type { TrafficAsset } from '@/lib/core/assets';
import { figureSides } from './figure-schemas';
import { signedUnits, unitsText } from './figure-words';
import type { FiguresDto } from './schemas';

function signed(amount: bigint, asset: TrafficAsset): string {
  return amount < 0n ? `−${unitsText(-amount, asset)}` : unitsText(amount, asset);
}

/** One figure, or both ends of a range with the unit once. */
function rangeText({ low, high }: { low: string; high: string }, asset: TrafficAsset): string {
  const [from, to] = [signed(BigInt(low), asset), signed(BigInt(high), asset)];
  return from === to ? from : `${from.replace(/ [A-Z]+$/, '')} – ${to}`;
}

/** Both sides of a kept difference for the screen; null where it has none. Rounded to what the provider tells. */
export function figuresOf(
  sides: unknown,
  difference: { asset: TrafficAsset; amount: bigint } | null,
): FiguresDto | null {
  const parsed = figureSides.safeParse(sides);
  if (!parsed.success || difference === null) return null;
  const { asset, amount: by } = difference;
  const gap = signedUnits(by, asset);
  const { data } = parsed;
  const units = (amount: string) => signed(BigInt(amount), asset);
  if (data.of === 'usage') {
    const { accounts, standard, nni, tolerance } = data;
    return {
      of: 'usage',
      gap,
      accounts: units(accounts),
      standard: units(standard),
      nni: nni === null ? null : units(nni),
      tolerance: units(tolerance),
    };
  }
  const { pool, start, end, credited, used, expected, tolerance } = data;
  return {
    of: 'residual',
    gap,
    pool,
    start: units(start.residual),
    startAt: start.at,
    end: units(end.residual),
    endAt: end.at,
    credited: rangeText(credited, asset),
    used: rangeText(used, asset),
    expected: rangeText(expected, asset),
    tolerance: units(tolerance),
  };
}
