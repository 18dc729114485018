import { Agent, request } from 'node:http';
import { timed } from './in-turn';
import { median, percentile } from './statistics';

export type Target = { url: string; headers?: () => Record<string, string> };

/** One request, its answer read to the end. Throws unless it is a 200. */
export function get(agent: Agent, { url, headers }: Target): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: headers?.() ?? {} }, (response) => {
      const { statusCode } = response;
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        if (statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${statusCode}`));
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}

export type Latency = { p50: number; p95: number };

/** One client on one open connection. Milliseconds of a request. */
export async function latency(target: Target, requests: number): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const values: number[] = [];
  try {
    for (let n = 0; n < requests; n++) values.push(await timed(() => get(agent, target)));
  } finally {
    agent.destroy();
  }
  return { p50: median(values), p95: percentile(values, 95) };
}

/** Ten clients, each on one open connection, for so many requests in all. Requests a second. */
export async function throughput(target: Target, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  let left = requests;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await get(agent, target);
    }
  };
  try {
    const ms = await timed(() => Promise.all(Array.from({ length: 10 }, client)));
    return (requests / ms) * 1000;
  } finally {
    agent.destroy();
  }
}
