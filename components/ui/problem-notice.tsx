import { LiveRegion } from './live-region';
import { Notice } from './notice';
import { fieldError, type Problem } from './use-act';

/** The sentence about what went wrong, unless one of the `shown` fields says it already. */
export function ProblemNotice({
  problem,
  shown = [],
  className,
}: {
  problem: Problem | null;
  shown?: readonly string[];
  className?: string;
}) {
  const said = shown.some((name) => fieldError(problem, name) !== undefined);
  const visible = problem !== null && !said;
  return (
    // While there is nothing to say it takes no part in the form's spacing.
    <div className={visible ? className : 'absolute'}>
      <LiveRegion>
        {visible && <Notice tone={problem.lost ? 'warning' : 'danger'}>{problem.message}</Notice>}
      </LiveRegion>
    </div>
  );
}
