import { describe, expect, test } from 'vitest';
import { ProviderError } from '../errors';
import type { CommandOutcome } from '../port';
import { fakeSecrets, fixture, NOT_CONNECTED, type Scripted, TIMED_OUT, target } from '../testing/fake-connection';
import { connect } from './testing';

describe('commands', () => {
  const topUp = (answer: Scripted) => {
    const { adapter, calls } = connect(() => answer);
    return { outcome: adapter.topUp?.send({ externalId: '88', gb: 1_010_000n, reference: 'gt123456' }), calls };
  };
  const deduct = (answer: Scripted) => {
    const { adapter, calls } = connect(() => answer);
    return { outcome: adapter.deduct?.send({ externalId: '88', gb: 1_010_000n }), calls };
  };

  test('a top-up is sent once, as a command, with the amount in GB as plain text', async () => {
    const { outcome, calls } = topUp(fixture('ipweb', 'recharge-done'));
    expect(await outcome).toMatchObject<Partial<CommandOutcome>>({
      outcome: 'accepted',
      providerCode: '200',
      message: '充值成功',
      sent: true,
      unauthorized: false,
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.command).toBe(true);
    expect(target(calls[0]).pathname).toBe('/prod-api/api/agent/rechargeTrafficCount');
    expect(Object.fromEntries(target(calls[0]).searchParams)).toEqual({
      customerId: '88',
      orderId: 'gt123456',
      trafficCount: '1.01',
    });
  });

  test('a deduction', async () => {
    const { outcome, calls } = deduct(fixture('ipweb', 'deduction-done'));
    expect(await outcome).toMatchObject({ outcome: 'accepted', message: '扣除成功' });
    expect(Object.fromEntries(target(calls[0]).searchParams)).toEqual({ customerId: '88', trafficCount: '1.01' });
  });

  const envelope = (code: unknown, msg: unknown) => JSON.stringify({ msg, code });

  test.each([
    ['code 201 of the sample', fixture('ipweb', 'recharge-duplicate')],
    ['code 203 of the table', envelope(203, '订单已处理')],
    ['the words with code 200', envelope(200, '该订单已处理')],
  ])('%s is a duplicate for a top-up and never for a deduction', async (_name, answer) => {
    expect(await topUp(answer).outcome).toMatchObject({ outcome: 'duplicate' });
    expect(await deduct(answer).outcome).toMatchObject({ outcome: 'unknown' });
  });

  test.each([
    ['not our customer', envelope(204, '不是您渠道的客户'), '204'],
    ['an error in plain words', envelope(500, '余额不足'), '500'],
    ['another code in plain words', envelope(-1, '客户不存在'), '-1'],
    ['an account that is not in order', envelope(500, '客户账户异常'), '500'],
    ['too little left to deduct', envelope(500, '客户剩余流量不足，扣除失败'), '500'],
    ['its own failure in plain words', envelope(500, '充值失败'), '500'],
  ])('%s is a rejection', async (_name, answer, providerCode) => {
    for (const send of [topUp, deduct]) {
      expect(await send(answer).outcome).toMatchObject({ outcome: 'rejected', providerCode, unauthorized: false });
    }
  });

  test.each([
    ['a bad token', fixture('ipweb', 'invalid-token')],
    ['an incomplete account', envelope(200, '账号信息不完整')],
    ['a bad token with HTTP 401', { status: 401, text: fixture('ipweb', 'invalid-token') }],
    ['code 401', envelope(401, '认证失败')],
  ] satisfies [string, Scripted][])('%s rejects and says that the token is wrong', async (_name, answer) => {
    expect(await topUp(answer).outcome).toMatchObject({ outcome: 'rejected', unauthorized: true });
  });

  test.each([
    ['code 200 with other words', envelope(200, '操作成功')],
    ['code 200 with the words of the other command', envelope(200, 'ok')],
    ['an error code with the words of success', envelope(500, '充值成功')],
    ['an error code with the words of the other success', envelope(500, '扣除成功')],
    ['an error code without words', envelope(500, '')],
    ['a fault of the provider’s system', envelope(500, '系统繁忙，请稍后再试')],
    ['an internal error', envelope(500, '服务器内部错误')],
    ['an exception', envelope(500, 'java.lang.NullPointerException')],
    ['a failed database', envelope(-1, '### Error updating database. Cause: Deadlock found')],
    ['an exception while crediting', envelope(500, '充值异常')],
    ['code 200 without words', '{"code":200}'],
    ['words without a code', '{"msg":"充值成功"}'],
    ['a code as text', envelope('200', '充值成功')],
    ['a broken code', '{"code":200.5,"msg":"充值成功"}'],
    ['words in a list', envelope(200, ['充值成功'])],
    ['a list', '[{"code":200,"msg":"充值成功"}]'],
    ['an answer that says two things', '{"code":500,"msg":"失败","code":200,"msg":"充值成功"}'],
    ['truncated JSON', fixture('ipweb', 'recharge-done').slice(0, -3)],
    ['two answers in one', fixture('ipweb', 'recharge-done').repeat(2)],
    ['a web page', '<html>充值成功</html>'],
    ['nothing', ''],
    ['HTTP 500 around the words of success', { status: 500, text: fixture('ipweb', 'recharge-done') }],
    ['HTTP 500 around a refusal', { status: 500, text: envelope(500, '余额不足') }],
    ['HTTP 502', { status: 502, text: '<html></html>' }],
    ['a redirect', { status: 302, text: fixture('ipweb', 'recharge-done') }],
    ['a time-out', TIMED_OUT],
    ['an unexpected error', new TypeError('boom')],
  ] satisfies [string, Scripted][])('%s leaves the outcome unknown', async (_name, answer) => {
    for (const send of [topUp, deduct]) {
      expect(await send(answer).outcome).toMatchObject({ outcome: 'unknown', sent: true, unauthorized: false });
    }
  });

  test('says when nothing left this machine', async () => {
    expect(await topUp(NOT_CONNECTED).outcome).toMatchObject({ outcome: 'unknown', sent: false, response: null });
    const budget = new ProviderError('budget', 'No request left in this minute.', { retryAfterSeconds: 20 });
    expect(await topUp(budget).outcome).toMatchObject({ outcome: 'unknown', sent: false });
  });

  test('records what was sent and answered, without the token and within bounds', async () => {
    const [token = ''] = fakeSecrets('ipweb');
    const echo = envelope(500, `${token} ${encodeURIComponent(token)} ${'x'.repeat(5_000)}\u0000`);
    const outcome = await topUp(echo).outcome;
    expect(outcome?.request).toContain('orderId=gt123456');
    for (const text of [outcome?.request, outcome?.response, outcome?.message]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(encodeURIComponent(token));
      expect(text?.length).toBeLessThanOrEqual(2_000);
    }
    expect(outcome?.message).not.toContain('\u0000');
  });
});
