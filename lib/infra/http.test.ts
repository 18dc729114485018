import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FormData, HttpFailure, type HttpRequest, sendHttp } from './http';

/** A real server that misbehaves as the path says. */
const local = { allowLocal: true };
let server: Server;
let port = 0;
let seen: { method: string; url: string; contentType: string; body: string }[] = [];
const connections = new Set<Socket>();
/** Sockets that have answered once: the second request on one of them is dropped by `/drop-reused`. */
const used = new WeakSet<Socket>();

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function answer(path: string, request: IncomingMessage, response: ServerResponse): void {
  const reused = used.has(request.socket);
  used.add(request.socket);
  switch (path) {
    case '/hang':
      return;
    case '/drop':
      request.socket.destroy();
      return;
    case '/drop-reused':
      if (reused) request.socket.destroy();
      else response.end('first');
      return;
    case '/half':
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"code":200', () => request.socket.destroy());
      return;
    case '/stall':
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"code":200');
      return;
    case '/redirect':
      response.writeHead(302, { Location: '/ok' }).end();
      return;
    case '/error':
      response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html>bad gateway</html>');
      return;
    case '/large':
      pour(response);
      return;
    default:
      response
        .writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' })
        .end('{"msg":"充值成功","code":200}');
  }
}

/** 40 MiB, as fast as the reader takes them. */
function pour(response: ServerResponse): void {
  const part = Buffer.alloc(1024 * 1024, 'x');
  let left = 40;
  const more = () => {
    while (left > 0) {
      left--;
      if (!response.write(part)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { method = '', url = '' } = request;
    seen.push({ method, url, contentType: request.headers['content-type'] ?? '', body });
    answer(url.split('?')[0] ?? '', request, response);
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  for (const socket of connections) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  seen = [];
});

function send(path: string, more: Partial<HttpRequest> = {}, policy = local) {
  return sendHttp({ method: 'GET', url: `http://127.0.0.1:${port}${path}`, timeoutMs: 10_000, ...more }, policy);
}

async function failureOf(promise: Promise<unknown>): Promise<HttpFailure> {
  const reason: unknown = await promise.then(
    () => 'an answer',
    (error: unknown) => error,
  );
  if (reason instanceof HttpFailure) return reason;
  throw new Error(`expected an HttpFailure, got ${String(reason)}`);
}

describe('answers', () => {
  test('a whole answer, as UTF-8', async () => {
    const { status, contentType, text, latencyMs } = await send('/ok?trafficCount=1.01', { headers: { Token: 'x' } });
    expect([status, contentType, text]).toEqual([
      200,
      'application/json;charset=UTF-8',
      '{"msg":"充值成功","code":200}',
    ]);
    expect(latencyMs).toBeGreaterThanOrEqual(0);
    expect(seen).toMatchObject([{ method: 'GET', url: '/ok?trafficCount=1.01' }]);
  });

  test('any HTTP status is an answer', async () => {
    expect(await send('/error')).toMatchObject({ status: 502, text: '<html>bad gateway</html>' });
  });

  test('a redirect is an answer and is not followed', async () => {
    expect(await send('/redirect')).toMatchObject({ status: 302 });
    expect(seen.map(({ url }) => url)).toEqual(['/redirect']);
  });

  test('forms and texts go out as they are', async () => {
    const form = new FormData();
    form.append('pool_tag', '渠道一');
    await send('/ok', { method: 'POST', body: form });
    await send('/ok', {
      method: 'POST',
      body: 'json=%7B%7D',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(seen[0]?.contentType).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[0]?.body).toContain('渠道一');
    expect(seen[1]).toMatchObject({ contentType: 'application/x-www-form-urlencoded', body: 'json=%7B%7D' });
  });
});

describe('failures', () => {
  test.each(['/hang', '/stall'])('%s ends in a time-out, and the request may have been taken', async (path) => {
    const failure = await failureOf(send(path, { timeoutMs: 150 }));
    expect(failure).toMatchObject({ reason: 'timeout', sent: true });
    expect(seen).toHaveLength(1);
  });

  test.each(['/drop', '/half'])('%s is broken off, and the request may have been taken', async (path) => {
    expect(await failureOf(send(path))).toMatchObject({ reason: 'broken', sent: true });
    expect(seen).toHaveLength(1);
  });

  test('a request on a connection that breaks is not repeated, whatever its verb', async () => {
    // The first request on a fresh connection is answered, so that a next one may go over the same socket and be dropped.
    const ends: string[] = [];
    for (const method of ['GET', 'POST'] as const) {
      for (let i = 0; i < 6; i++) {
        ends.push(
          await send('/drop-reused', { method }).then(
            ({ text }) => text,
            (error) => (error instanceof HttpFailure ? error.reason : 'another error'),
          ),
        );
      }
    }
    expect(new Set(ends)).toEqual(new Set(['first', 'broken']));
    expect(seen).toHaveLength(ends.length);
  });

  test('a closed port is unreachable, and nothing was sent', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port: closedPort } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const failure = await failureOf(send('', { url: `http://127.0.0.1:${closedPort}/` }));
    expect(failure).toMatchObject({ reason: 'unreachable', sent: false });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  test('more than 32 MiB are not read', async () => {
    expect(await failureOf(send('/large'))).toMatchObject({ reason: 'too_large', sent: true });
  });
});

describe('addresses', () => {
  test.each(['127.0.0.1', '[::ffff:127.0.0.1]', '2130706433', 'localhost'])(
    'http://%s is not called where local addresses are not allowed',
    async (host) => {
      const failure = await failureOf(send('', { url: `http://${host}:${port}/ok` }, { allowLocal: false }));
      expect(failure).toMatchObject({ reason: 'refused_address', sent: false });
      expect(failure.message).toContain('GIGATILL_ALLOW_LOOPBACK=on');
      expect(seen).toEqual([]);
    },
  );

  test('a name that resolves to this machine is called where they are', async () => {
    expect(await send('', { url: `http://localhost:${port}/ok` })).toMatchObject({ status: 200 });
  });

  test('metadata addresses are called nowhere', async () => {
    expect(await failureOf(send('', { url: 'http://169.254.169.254/latest' }))).toMatchObject({
      reason: 'refused_address',
      sent: false,
    });
  });
});
