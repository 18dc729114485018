// The app: Next.js behind a plain HTTP server. Started by bin/supervisor.ts with its environment complete, on the packaged Node.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { answerAway, needsDatabase } from './serve-away.mjs';

// Whoever read our output may have gone; that is no reason to stop, or to fail while stopping.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// next-auth then answers under the address that the browser used, whichever it is.
process.env.AUTH_TRUST_HOST ??= 'true';

const port = Number(process.env.PORT);
const dev = process.argv.includes('--dev');
const stopTimeoutMs = dev ? 4000 : 18_000;

const server = createServer({ requestTimeout: 120_000 });
// Longer than common proxies keep an idle connection, or they meet a closed one now and then.
server.keepAliveTimeout = 75_000;
server.headersTimeout = 80_000;

const app = next({
  dev,
  dir: fileURLToPath(new URL('..', import.meta.url)),
  hostname: 'localhost',
  port,
  httpServer: server,
});
let stopping = false;

/** @param {number} limitMs */
async function stop(limitMs) {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), limitMs).unref();
  const requestsDone = new Promise((resolve) => server.close(resolve));
  if (dev) server.closeAllConnections(); // hot reload keeps one open
  const finishing = globalThis[Symbol.for('gigatill.shutdown')] ?? [];
  await Promise.allSettled([requestsDone, ...finishing.map((finish) => finish())]);
  await app.close();
  process.exit(0);
}

process.on('SIGTERM', () => stop(stopTimeoutMs));
process.on('SIGINT', () => stop(stopTimeoutMs));
// The supervisor has been killed: make room for the next one soon.
process.on('disconnect', () => stop(3000));

server.on('error', (error) => {
  if ('code' in error && error.code === 'EADDRINUSE') {
    process.send?.({ type: 'port-in-use' });
    process.exit(98);
  }
  throw error;
});

/**
 * Answers what Next would call its own failure (500) although the client is to blame: TRACE, and a path whose percent signs
 * encode no text. True when it did.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function refuseMalformed(request, response) {
  let problem = {
    status: 405,
    title: 'Method not allowed',
    code: 'method_not_allowed',
    detail: 'TRACE is not answered.',
  };
  if (request.method !== 'TRACE') {
    try {
      decodeURIComponent((request.url ?? '').split('?', 1)[0] ?? '');
      return false;
    } catch {
      problem = { status: 404, title: 'Not found', code: 'not_found', detail: 'This path was not found.' };
    }
  }
  response.writeHead(problem.status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ type: `/api-docs#${problem.code}`, ...problem }));
  return true;
}

await app.prepare();
const handle = app.getRequestHandler();
globalThis[Symbol.for('gigatill.peers')] = true;
server.on('request', async (request, response) => {
  // Route handlers see no socket; lib/infra/peer-address.ts reads this, and what a client sent under the name is gone.
  request.headers['x-gigatill-peer'] = request.socket.remoteAddress ?? '';
  if (stopping) response.setHeader('connection', 'close');
  if (refuseMalformed(request, response)) return;
  if (needsDatabase(request) && (await globalThis[Symbol.for('gigatill.database')]?.()) === false) {
    answerAway(request, response);
    return;
  }
  handle(request, response).catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
server.listen(port);
