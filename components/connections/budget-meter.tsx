import type { RequestBudgetDto } from '@/lib/connections/schemas';
import { Progress } from '../ui/progress';

/** How much of this minute's requests is used, by everybody together. */
export function BudgetMeter({ budget }: { budget: RequestBudgetDto }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-3 text-[0.8125rem]">
        <span className="text-muted">Requests this minute</span>
        <span className="figures">
          {budget.used} of {budget.perMinute}
        </span>
      </p>
      <Progress label="Requests used this minute" done={budget.used} total={budget.perMinute} />
    </div>
  );
}
