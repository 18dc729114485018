import { useTranslations } from 'next-intl';
import { CHART_LOOKS } from '../charts/shape';
import { Segmented } from '../ui/segmented';
import { COMPARISONS, type ExplorerView, TOPS, type UsageBy, viewHref } from './explorer-address';

/** How usage is told apart; the rest of the address stays. */
export function UsageFilters({ view, choices }: { view: ExplorerView; choices: readonly UsageBy[] }) {
  const t = useTranslations('usage');
  return (
    <Segmented
      label={t('by.label')}
      value={view.by}
      options={choices.map((by) => ({ value: by, label: t(`by.${by}`), href: viewHref(view, { by }) }))}
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
    <div className="flex max-w-full items-center gap-2 text-xs text-muted print:hidden">
      <span aria-hidden="true" className="shrink-0">
        {label}
      </span>
      <Segmented label={label} value={value} options={options} />
    </div>
  );
}

/** How the chart looks: its form, what it is compared with, and how fine it is told apart. */
export function ChartChoices({ view }: { view: ExplorerView }) {
  const t = useTranslations('usage');
  return (
    <div className="flex max-w-full flex-wrap items-center gap-x-5 gap-y-2">
      <Segmented
        label={t('look.label')}
        value={view.look}
        options={CHART_LOOKS.map((look) => ({ value: look, label: t(`look.${look}`), href: viewHref(view, { look }) }))}
      />
      {view.look !== 'calendar' && (
        <Choice
          label={t('compare.label')}
          value={view.compare}
          options={COMPARISONS.map((compare) => ({
            value: compare,
            label: t(`compare.${compare}`),
            href: viewHref(view, { compare }),
          }))}
        />
      )}
      {view.look !== 'calendar' && view.by === 'none' && (
        <Choice
          label={t('show.label')}
          value={view.whole ? 'total' : 'split'}
          options={[
            { value: 'split', label: t('show.split'), href: viewHref(view, { whole: false }) },
            { value: 'total', label: t('show.total'), href: viewHref(view, { whole: true }) },
          ]}
        />
      )}
      {view.look !== 'calendar' && view.by !== 'none' && (
        <Choice
          label={t('show.top')}
          value={String(view.top)}
          options={TOPS.map((top) => ({ value: String(top), label: String(top), href: viewHref(view, { top }) }))}
        />
      )}
    </div>
  );
}
