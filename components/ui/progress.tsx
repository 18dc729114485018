/** How far something has come; without a total it only shows that it is under way. */
export function Progress({ label, done, total }: { label: string; done: number; total: number | null }) {
  return total === null || total <= 0 ? (
    <progress className="bar" aria-label={label} />
  ) : (
    <progress className="bar" aria-label={label} value={Math.min(done, total)} max={total} />
  );
}
