import { Agent } from 'node:http';
import { noise } from '@/sandbox/hash-noise';
import { get, type Target } from '../measure/http-load';
import type { Seat } from './seats';

/** Requests under way at a time. */
const AT_ONCE = 16;

/** Everybody looks at five pages. Who comes when is mixed, in the same way at each run. */
export function clicksOf(url: string, seats: readonly Seat[], round: number): Target[] {
  let drawn = 0;
  const next = () => noise(round, drawn++, 0, 0);
  const clicks = seats.flatMap(({ headers, customerIds }) => {
    const customer = customerIds[Math.floor(next() * customerIds.length)];
    const usage = ['/usage', '/usage?by=customer', '/usage?range=365d', '/usage?look=calendar'];
    const paths = ['/', '/customers', `/customers/${customer}`, usage[Math.floor(next() * usage.length)], '/orders'];
    return paths.map((path) => ({ url: `${url}${path}`, headers }));
  });
  for (let index = clicks.length - 1; index > 0; index--) {
    const other = Math.floor(next() * (index + 1));
    const [one, two] = [clicks[index], clicks[other]];
    if (one && two) [clicks[index], clicks[other]] = [two, one];
  }
  return clicks;
}

/** Asks for all of them, several at a time, each answer read to its end. */
export async function click(targets: readonly Target[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const left = [...targets];
  const client = async () => {
    for (let target = left.pop(); target; target = left.pop()) await get(agent, target);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, client));
  } finally {
    agent.destroy();
  }
}
