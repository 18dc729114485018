import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientAddress, isLoopbackCaller } from './peer-address';

const known = Symbol.for('gigatill.peers');

beforeEach(() => Reflect.set(globalThis, known, true));
afterEach(() => Reflect.deleteProperty(globalThis, known));

function from(peer: string | null, forwarded?: string): Headers {
  const headers = new Headers();
  if (peer !== null) headers.set('x-gigatill-peer', peer);
  if (forwarded !== undefined) headers.set('x-forwarded-for', forwarded);
  return headers;
}

it.each([
  ['a direct caller', from('203.0.113.5'), '203.0.113.5'],
  ['a direct caller that makes up a proxy', from('203.0.113.5', '127.0.0.1'), '203.0.113.5'],
  ['a proxy on this machine', from('::ffff:127.0.0.1', '198.51.100.1'), '198.51.100.1'],
  ['a proxy whose caller made up another', from('10.0.0.2', '127.0.0.1, 198.51.100.1'), '198.51.100.1'],
  ['two proxies', from('::1', '198.51.100.1, 192.168.1.7'), '198.51.100.1'],
  ['this machine', from('::1'), '::1'],
  ['nonsense from a proxy', from('127.0.0.1', 'nonsense'), '127.0.0.1'],
])('%s', (_case, headers, address) => {
  expect(clientAddress(headers)).toBe(address);
});

it('says loopback only for a caller of this machine, and only where sockets are known', () => {
  expect(isLoopbackCaller(from('127.0.0.1'))).toBe(true);
  expect(isLoopbackCaller(from('::ffff:127.0.0.1', '127.0.0.1'))).toBe(true);
  expect(isLoopbackCaller(from('203.0.113.5', '127.0.0.1'))).toBe(false);
  expect(isLoopbackCaller(from('127.0.0.1', '203.0.113.5'))).toBe(false);
  Reflect.deleteProperty(globalThis, known);
  expect(isLoopbackCaller(from('127.0.0.1', '127.0.0.1'))).toBe(false);
  expect(clientAddress(from('127.0.0.1', '203.0.113.5'))).toBe('203.0.113.5');
});
