import { KeepFresh } from '../ui/keep-fresh';

const LOOK_AGAIN_MS = 2_000;

/** Shows a list that is being ordered anew every two seconds. */
export function BulkFollower() {
  return <KeepFresh everyMs={LOOK_AGAIN_MS} />;
}
