import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { proxy } from '@/proxy';

const page = () => proxy(new NextRequest('http://localhost:3000/customers'));

it('gives each page a nonce of its own, to the browser and to Next', () => {
  const [first, second] = [page(), page()];
  const policy = first.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(nonce.length).toBeGreaterThan(20);
  expect(first.headers.get('x-middleware-request-x-nonce')).toBe(nonce);
  expect(first.headers.get('x-middleware-request-content-security-policy')).toBe(policy);
  expect(second.headers.get('content-security-policy')).not.toBe(policy);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});

it('asks for https only where the public address has it', () => {
  expect(page().headers.get('strict-transport-security')).toBeNull();
  expect(page().headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
});
