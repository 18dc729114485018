import { CHART_LOOKS, type ChartLook } from '../charts/shape';
import { Segmented } from '../ui/segmented';
import { COMPARISONS, type Comparison, type ExplorerView, TOPS, type UsageBy, viewHref } from './explorer-address';

const BY: Record<UsageBy, string> = {
  none: 'All together',
  connection: 'By connection',
  agent: 'By agent',
  customer: 'By customer',
  account: 'By account',
};

const LOOKS: Record<ChartLook, string> = { bars: 'Bars', lines: 'Lines', sum: 'Added up', calendar: 'Calendar' };
const COMPARED: Record<Comparison, string> = { before: 'Period before', year: 'Year before', none: 'Nothing' };

/** How usage is told apart; the rest of the address stays. */
export function UsageFilters({ view, choices }: { view: ExplorerView; choices: readonly UsageBy[] }) {
  return (
    <Segmented
      label="Told apart"
      value={view.by}
      options={choices.map((by) => ({ value: by, label: BY[by], href: viewHref(view, { by }) }))}
    />
  );
}

/** A small choice with its name before it. */
function Choice({
  label,
  value,
  options,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string; href: string }[];
}) {
  return (
    <div className="flex max-w-full items-center gap-2 text-xs text-muted">
      <span aria-hidden="true" className="shrink-0">
        {label}
      </span>
      <Segmented label={label} value={value} options={options} />
    </div>
  );
}

/** How the chart looks: its form, what it is compared with, and how fine it is told apart. */
export function ChartChoices({ view }: { view: ExplorerView }) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <Segmented
        label="Look"
        value={view.look}
        options={CHART_LOOKS.map((look) => ({ value: look, label: LOOKS[look], href: viewHref(view, { look }) }))}
      />
      {view.look !== 'calendar' && (
        <Choice
          label="Compare with"
          value={view.compare}
          options={COMPARISONS.map((compare) => ({
            value: compare,
            label: COMPARED[compare],
            href: viewHref(view, { compare }),
          }))}
        />
      )}
      {view.look !== 'calendar' && view.by === 'none' && (
        <Choice
          label="Show"
          value={view.whole ? 'total' : 'split'}
          options={[
            { value: 'split', label: 'Down and up', href: viewHref(view, { whole: false }) },
            { value: 'total', label: 'Total', href: viewHref(view, { whole: true }) },
          ]}
        />
      )}
      {view.look !== 'calendar' && view.by !== 'none' && (
        <Choice
          label="Largest"
          value={String(view.top)}
          options={TOPS.map((top) => ({ value: String(top), label: String(top), href: viewHref(view, { top }) }))}
        />
      )}
    </div>
  );
}
