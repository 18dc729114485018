import { Segmented } from '../ui/segmented';

export type UsageBy = 'none' | 'connection' | 'agent' | 'customer' | 'account';

const LABELS: Record<UsageBy, string> = {
  none: 'All together',
  connection: 'By connection',
  agent: 'By agent',
  customer: 'By customer',
  account: 'By account',
};

/** How usage is told apart; the rest of the address stays. */
export function UsageFilters({
  by,
  choices,
  keep,
}: {
  by: UsageBy;
  choices: readonly UsageBy[];
  keep: Record<string, string>;
}) {
  return (
    <Segmented
      label="Told apart"
      value={by}
      options={choices.map((choice) => {
        const query = new URLSearchParams(keep);
        if (choice !== 'none') query.set('by', choice);
        const text = query.toString();
        return { value: choice, label: LABELS[choice], href: text === '' ? '/usage' : `/usage?${text}` };
      })}
    />
  );
}
