import { createServer } from 'node:net';

/** A port of 127.0.0.1 that is free now; `wanted` if it is. */
export async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (wanted === 0 ? reject(error) : freePort().then(resolve, reject)));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => (port === undefined ? reject(new Error('no port is free')) : resolve(port)));
    });
  });
}
