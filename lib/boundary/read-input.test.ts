import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { closeDb } from '@/lib/infra/db';
import { call, makeKeys, post } from './testing';

useTestDatabase();
beforeAll(makeKeys);
afterAll(closeDb);

describe('what is sent', () => {
  it('400 names every wrong field', async () => {
    const { status, json } = await post('{"name":"","size":1.5}');
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'invalid_input', title: 'The request is not valid' });
    expect(json.errors.map(({ path }: { path: string }) => path)).toEqual(['name', 'size']);
    expect((await call('GET', '/things?limit=0')).json.errors[0].path).toBe('limit');
    expect((await call('GET', '/things?limit=1&limit=2')).json.errors).toEqual([
      { path: 'limit', message: 'Give it once.' },
    ]);
  });

  const broken: [string, BodyInit][] = [
    ['no JSON', '{"name":'],
    ['an array', '[]'],
    ['a number', '1'],
    ['null', 'null'],
    ['nothing', ''],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['a null character', '{"name":"a\\u0000b"}'],
    ['a null character further inside', '{"name":"a","more":[{"deep":"\\u0000"}]}'],
    ['a null character in a name', '{"name":"a","\\u0000":1}'],
    ['half of a surrogate pair', '{"name":"\\ud800"}'],
    ['a huge number', '{"name":"a","size":1e999}'],
    ['a number beyond what is exact', '{"name":"a","size":90071992547409931}'],
    ['deep nesting', `{"name":"a","x":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['deep nesting that never ends', '['.repeat(500_000)],
  ];
  it.each(broken)('400 for %s', async (_what, body) => {
    const { status, json } = await post(body);
    expect([status, json.code]).toEqual([400, 'invalid_input']);
    expect(json.errors[0]).toEqual({ path: expect.any(String), message: expect.any(String) });
  });

  it('413 above 1 MiB, whatever length is stated', async () => {
    const large = `{"name":"${'x'.repeat(1024 * 1024)}"}`;
    expect((await post(large)).json).toMatchObject({ status: 413, code: 'payload_too_large' });
    const pieces = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(0x20)),
    });
    expect((await post(pieces)).status).toBe(413);
    expect((await post('{"name":"a"}', { 'idempotency-key': 'k', 'content-length': '99999999' })).status).toBe(413);
    const fits = `{"name":"${'x'.repeat(1024 * 1024 - 11)}"}`;
    expect(fits).toHaveLength(1024 * 1024);
    expect((await post(fits)).status).toBe(201);
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('400 for the Idempotency-Key "%s"', async (key) => {
    const { status, json } = await post('{"name":"a"}', key === '' ? {} : { 'idempotency-key': key });
    expect([status, json.errors?.[0].path]).toEqual([400, 'Idempotency-Key']);
  });

  it('201 for what was made, 200 for what was there', async () => {
    expect((await post('{"name":"a"}', { 'idempotency-key': 'x'.repeat(255) })).status).toBe(201);
    expect((await post('{"name":"a"}', { 'idempotency-key': 'again' })).status).toBe(200);
  });

  it('404 for an id that is none of ours', async () => {
    for (const id of [
      '8',
      '0',
      '-1',
      '007',
      '7.0',
      'seven',
      '99999999999999999999',
      '%00',
      '7%2F8',
      `${'x'.repeat(5000)}`,
    ]) {
      expect((await call('GET', `/things/${id}`)).json).toMatchObject({ status: 404, code: 'not_found' });
    }
  });
});
