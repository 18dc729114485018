import { describe, expect, test } from 'vitest';
import type { ConnectionSettings, IpDuration } from '../port';
import { fakeSecrets, NOT_CONNECTED, type Scripted, TIMED_OUT, target } from '../testing/fake-connection';
import { answer, connect, fieldsOf, sample } from './testing';

const [uid = '', appkey = ''] = fakeSecrets('ipidea');

describe('IP orders', () => {
  const open = { region: 'hk', quantity: 2, poolTag: '1', remark: 'gtref1 测试' };
  const ips = ['156.237.6.97', '156.237.6.98'];
  const opened = sample('isp-ip-open');

  function send(script: Scripted, settings: Partial<ConnectionSettings> = {}) {
    const { adapter, calls } = connect(() => script, settings);
    return { calls, outcome: adapter.ipOpen?.send({ product: 'isp', duration: 'week', ...open }) };
  }

  test('opening ISP IPs', async () => {
    const { outcome, calls } = send(opened);
    expect(await outcome).toMatchObject({
      outcome: 'accepted',
      providerOrderId: '2309200344533229',
      providerCode: '0/1',
      message: '添加成功!',
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      command: true,
      method: 'POST',
      url: 'https://api.ipidea.test/api/open/isp_ip_open',
    });
    expect(fieldsOf(calls[0])).toEqual({
      uid,
      appkey,
      region: 'hk',
      duration: 'weekly',
      num: '2',
      remark: 'gtref1 测试',
      pool_tag: '渠道一',
    });
  });

  test.each([
    ['isp', 'week', 'weekly'],
    ['isp', 'month', 'monthly'],
    ['isp', 'quarter', 'quarterly'],
    ['static', 'week', 'week'],
    ['static', 'month', 'month'],
    ['static', 'quarter', 'season'],
  ] satisfies ['isp' | 'static', IpDuration, string][])('%s for a %s is called %s', async (product, duration, word) => {
    const { adapter, calls } = connect(() => opened);
    await adapter.ipOpen?.send({ product, duration, ...open, poolTag: null });
    await adapter.ipRenew?.send({ product, duration, ips, remark: 'gtref2' });
    expect(calls.map((call) => target(call).pathname)).toEqual([
      `/api/open/${product}_ip_open`,
      `/api/open/${product}_ip_renew`,
    ]);
    expect(calls.map((call) => fieldsOf(call).duration)).toEqual([word, word]);
    expect(fieldsOf(calls[0])).not.toHaveProperty('pool_tag');
    expect(fieldsOf(calls[1])).toMatchObject({ renew_ip_list: '156.237.6.97,156.237.6.98', remark: 'gtref2' });
  });

  test('a pool tag is one of five channels or the provider’s own text, a remark is bounded', async () => {
    const { adapter, calls } = connect(() => opened);
    for (const poolTag of ['5', '渠道九']) {
      await adapter.ipOpen?.send({
        product: 'isp',
        duration: 'week',
        ...open,
        poolTag,
        remark: `gtref ${'长'.repeat(500)}`,
      });
    }
    expect(calls.map((call) => fieldsOf(call).pool_tag)).toEqual(['渠道五', '渠道九']);
    expect(String(fieldsOf(calls[0]).remark)).toHaveLength(200);
    expect(fieldsOf(calls[0]).remark).toMatch(/^gtref 长/);
  });

  test('credentials go into the query where the setting says so', async () => {
    const { outcome, calls } = send(opened, { credentialsIn: 'query' });
    expect((await outcome)?.request).not.toContain(appkey);
    expect(Object.fromEntries(target(calls[0]).searchParams)).toEqual({ uid, appkey });
    expect(fieldsOf(calls[0])).not.toHaveProperty('appkey');
  });

  test.each([
    ['numbers', answer({ order_id: '1' }, 0, 1)],
    ['strings', answer({ order_id: '1' }, '0', '1')],
  ])('success may be %s', async (_name, text) => {
    expect(await send(text).outcome).toMatchObject({ outcome: 'accepted', providerOrderId: '1' });
  });

  test('a refusal in plain words is a rejection', async () => {
    expect(await send(answer([], 1, '-1', '余额不足')).outcome).toMatchObject({
      outcome: 'rejected',
      message: '余额不足',
      unauthorized: false,
    });
    expect(await send(answer([], 1, '-1', 'appkey错误')).outcome).toMatchObject({
      outcome: 'rejected',
      unauthorized: true,
    });
  });

  test.each([
    ['success without an order', answer([])],
    ['success with an order that is a number', answer({ order_id: 2309200344533229 })],
    ['success with an empty order', answer({ order_id: '' })],
    ['failure with an order', answer({ order_id: '1' }, 1, '-1', '失败')],
    ['failure without words', answer([], 1, '-1', '')],
    ['no ret', JSON.stringify({ code: '1', msg: '添加成功!', ret_data: { order_id: '1' } })],
    ['no code', JSON.stringify({ ret: 0, msg: '添加成功!', ret_data: { order_id: '1' } })],
    ['no msg', JSON.stringify({ ret: 1, code: '-1', ret_data: [] })],
    ['an answer that says two things', opened.replace('{', '{"ret":1,')],
    ['truncated JSON', opened.slice(0, -3)],
    ['two answers in one', opened.repeat(2)],
    ['a seizure notice', '<html>seized</html>'],
    ['nothing', ''],
    ['HTTP 500 around success', { status: 500, text: opened }],
    ['HTTP 500 around a refusal', { status: 500, text: answer([], 1, '-1', '余额不足') }],
    ['a time-out', TIMED_OUT],
    ['a fault of its own system', answer(null, -1, '500', '系统繁忙，请稍后再试')],
    ['an internal error', answer([], 1, '0', 'Internal Server Error')],
  ] satisfies [string, Scripted][])('%s leaves the outcome unknown', async (_name, script) => {
    const { outcome, calls } = send(script);
    expect(await outcome).toMatchObject({ outcome: 'unknown', sent: true, providerOrderId: null });
    expect(calls).toHaveLength(1);
  });

  test('says when nothing left this machine', async () => {
    expect(await send(NOT_CONNECTED).outcome).toMatchObject({ outcome: 'unknown', sent: false });
  });

  test('records the call without credentials', async () => {
    const { request, response } = (await send(answer([], 1, '-1', `bad ${uid} ${appkey}`)).outcome) ?? expect.fail();
    expect(request).toContain('"region":"hk"');
    for (const secret of [uid, appkey]) expect(`${request}${response}`).not.toContain(secret);
  });
});
