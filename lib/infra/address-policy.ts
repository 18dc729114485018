import 'server-only';
import { BlockList, isIP } from 'node:net';

/** Which addresses of this machine's own networks a connection may point at. */
export type AddressPolicy = {
  /** Loopback and private ranges: only where the operator says so, or for the product's own sandbox. */
  allowLocal: boolean;
};

const local = new BlockList();
local.addSubnet('127.0.0.0', 8, 'ipv4');
local.addSubnet('10.0.0.0', 8, 'ipv4');
local.addSubnet('172.16.0.0', 12, 'ipv4');
local.addSubnet('192.168.0.0', 16, 'ipv4');
local.addSubnet('100.64.0.0', 10, 'ipv4');
local.addAddress('::1', 'ipv6');
local.addSubnet('fc00::', 7, 'ipv6');

/** Never, whatever the operator says: link-local (cloud metadata lives there), unspecified, multicast, reserved. */
const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('192.0.0.0', 24, 'ipv4');
never.addSubnet('224.0.0.0', 4, 'ipv4');
never.addSubnet('240.0.0.0', 4, 'ipv4');
never.addAddress('100.100.100.200', 'ipv4');
never.addAddress('::', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');

/** Forms that carry an IPv4 address inside an IPv6 one: judged by the address inside. */
function embeddedIpv4(address: string): string | null {
  const dotted = /^(?:::ffff:|64:ff9b::)(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (dotted?.[1]) return dotted[1];
  const hex = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!hex?.[1] || !hex[2]) return null;
  const high = Number.parseInt(hex[1], 16);
  const low = Number.parseInt(hex[2], 16);
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** Why an IP address may not be called, or `null` when it may. */
export function refusedAddress(address: string, policy: AddressPolicy): string | null {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const ip = embeddedIpv4(plain) ?? plain;
  const family = isIP(ip);
  if (family === 0) return null;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (never.check(ip, type)) return `${ip} is a link-local, metadata or reserved address, which is never called.`;
  if (!policy.allowLocal && local.check(ip, type)) {
    return `${ip} is on this machine or a private network. Set GIGATILL_ALLOW_LOOPBACK=on to allow it.`;
  }
  return null;
}

/** Names under which clouds give out the machine's own credentials. */
const METADATA_NAME =
  /^(metadata|metadata\.google\.internal|metadata\.goog|instance-data|instance-data\.ec2\.internal)\.?$/i;

/** Why a base URL may not be used, or `null`. Host names are judged again by their addresses at each call. */
export function refusedBaseUrl(text: string, policy: AddressPolicy): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'This is no address. Write it as https://host/path.';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'The address must begin with https:// or http://.';
  if (url.username !== '' || url.password !== '') return 'Put no user name or password into the address.';
  if (url.search !== '' || url.hash !== '') return 'Leave out everything from ? or # on.';
  if (url.hostname === '') return 'The address has no host.';
  const refused = refusedAddress(url.hostname, policy);
  if (refused) return refused;
  if (METADATA_NAME.test(url.hostname)) return `${url.hostname} is a metadata address, which is never called.`;
  if (!policy.allowLocal && /(^|\.)(localhost|local|internal)\.?$/i.test(url.hostname)) {
    return `${url.hostname} is on this machine or a private network. Set GIGATILL_ALLOW_LOOPBACK=on to allow it.`;
  }
  return null;
}
