import 'server-only';
import { BlockList, isIP } from 'node:net';

/** Carries the socket's own address to route handlers, which Next gives no socket. */
const PEER_HEADER = 'x-gigatill-peer';

const proxies = new BlockList();
proxies.addSubnet('127.0.0.0', 8, 'ipv4');
proxies.addSubnet('10.0.0.0', 8, 'ipv4');
proxies.addSubnet('172.16.0.0', 12, 'ipv4');
proxies.addSubnet('192.168.0.0', 16, 'ipv4');
proxies.addAddress('::1', 'ipv6');
proxies.addSubnet('fc00::', 7, 'ipv6');

/** True where bin/serve.mjs runs the app: only then was the header written by us. */
function peersAreKnown(): boolean {
  return Reflect.get(globalThis, Symbol.for('gigatill.peers')) === true;
}

/** An address without its zone or the IPv6 wrapping of an IPv4 one; `null` when it is none. */
function plainAddress(text: string): string | null {
  const address = text
    .trim()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) === 0 ? null : address;
}

function isProxy(address: string): boolean {
  return proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The address that a request came from. `X-Forwarded-For` counts only as far as it was written by machines of our own
 * networks (a reverse proxy in front); anybody else could write into it what he likes. `null` when it is not known.
 */
export function clientAddress(headers: Headers): string | null {
  const peer = peersAreKnown() ? plainAddress(headers.get(PEER_HEADER) ?? '') : null;
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map(plainAddress);
  if (peer !== null) hops.push(peer);
  let address: string | null = null;
  for (const hop of hops.reverse()) {
    if (hop === null) break;
    address = hop;
    if (!isProxy(hop)) break;
  }
  return address;
}

/** True only for a caller on this machine, as its own socket says. */
export function isLoopbackCaller(headers: Headers): boolean {
  const address = peersAreKnown() ? clientAddress(headers) : null;
  return address === '::1' || address?.startsWith('127.') === true;
}
