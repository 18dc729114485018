/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/**
 * Measures every candidate once a round, forwards and backwards in turn, so that whatever else the machine does meets all of
 * them alike. A first round that is not counted warms caches. Returns each candidate's values, round by round.
 */
export async function inTurn<Name extends string, Value = number>(
  rounds: number,
  candidates: Record<Name, () => Promise<Value>>,
  warmUp = true,
): Promise<Record<Name, Value[]>> {
  const names = Object.keys(candidates) as Name[]; // exactly the keys that the type names
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Value[]>;
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const value = await candidates[name]();
      if (round >= 0) values[name].push(value);
    }
  }
  return values;
}
