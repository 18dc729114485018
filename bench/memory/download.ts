import { request } from 'node:http';
import type { Target } from '../measure/http-load';

export type Download = {
  lines: number;
  bytes: number;
  ms: number;
};

/** A slow receiver: it pauses after each part, and hangs up after `forMs`. */
type Pace = { pauseMs: number; forMs: number };

const NEW_LINE = 10;

function linesIn(part: Buffer): number {
  let lines = 0;
  for (let at = part.indexOf(NEW_LINE); at >= 0; at = part.indexOf(NEW_LINE, at + 1)) lines += 1;
  return lines;
}

/** Downloads a file and counts it without keeping it, as fast as it comes unless a `pace` is given. Throws when it breaks off. */
export function download({ url, headers }: Target, pace?: Pace): Promise<Download> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, headers: headers?.() ?? {} }, (response) => {
      const seen = { lines: 0, bytes: 0 };
      const done = () => resolve({ ...seen, ms: performance.now() - startedAt });
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.on('data', (part: Buffer) => {
        seen.lines += linesIn(part);
        seen.bytes += part.length;
        if (!pace) return;
        if (performance.now() - startedAt > pace.forMs) {
          done();
          sent.destroy();
          return;
        }
        response.pause();
        setTimeout(() => response.resume(), pace.pauseMs);
      });
      response.once('end', done);
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end();
  });
}
