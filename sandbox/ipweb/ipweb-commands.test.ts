import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDecimal } from '../decimal';
import { SandboxFixture } from '../fixture';

const sandbox = new SandboxFixture();
const micro = (text: string) => parseDecimal(text, 6) ?? 0n;

beforeAll(() => sandbox.start());
afterAll(() => sandbox.remove());

describe('commands to IPWeb', () => {
  const recharge = (query: string) => sandbox.ipweb(`/api/agent/rechargeTrafficCount?${query}`);
  const residual = async (id: string) => {
    const { rows } = (await sandbox.control('/balances')).json;
    return micro(rows.find((row) => row.customerId === id)?.residualMb ?? '0');
  };

  test('1.01 GB adds exactly 1034.24 MB, once', async () => {
    const before = await residual('88');
    expect((await recharge('customerId=88&orderId=123456&trafficCount=1.01')).json).toEqual({
      msg: '充值成功',
      code: 200,
    });
    expect((await recharge('customerId=88&orderId=123456&trafficCount=1.01')).json).toEqual({
      msg: '该订单已处理',
      code: 201,
    });
    expect((await residual('88')) - before).toBe(micro('1034.24'));
    await sandbox.control('/settings', { ipweb: { duplicateCode: 203 } });
    expect((await recharge('customerId=88&orderId=123456&trafficCount=9')).json.code).toBe(203);
    await sandbox.control('/settings', { ipweb: { duplicateCode: 201 } });
  });

  test('another channel’s customer is 204, amounts must be exact and positive', async () => {
    expect((await recharge('customerId=77&orderId=a&trafficCount=1')).json.code).toBe(204);
    for (const amount of ['0', '-1', 'much', '1e3', '0.0000001', '']) {
      expect((await recharge(`customerId=88&orderId=b&trafficCount=${amount}`)).json.code, amount).toBe(500);
    }
    expect((await recharge('customerId=88&trafficCount=1')).json.code).toBe(500);
  });

  test('a deduct is not replay-safe and never goes below zero', async () => {
    const before = await residual('39');
    const deduct = (gb: string) => sandbox.ipweb(`/api/agent/deductionFlow?customerId=39&trafficCount=${gb}`);
    expect((await deduct('1.01')).json).toEqual({ msg: '扣除成功', code: 200 });
    expect((await deduct('1.01')).json).toEqual({ msg: '扣除成功', code: 200 });
    expect(before - (await residual('39'))).toBe(2n * micro('1034.24'));
    expect((await deduct('900000')).json).toEqual({ msg: '客户剩余流量不足，扣除失败', code: 500 });
  });

  test('addUser puts its payload beside the code', async () => {
    const { json } = await sandbox.ipweb('/api/agent/addUser?userName=new@buyer.example');
    expect(json).toMatchObject({ code: 200, customerId: 1391 });
    expect(json.data).toBeUndefined();
    expect((await sandbox.ipweb('/api/agent/addUser?userName=new@buyer.example')).json.code).toBe(201);
    expect((await sandbox.ipweb('/api/agent/addUser?userName=x@other-channel.example')).json.code).toBe(202);
  });

  test('records lag when told to, the balance does not', async () => {
    await sandbox.control('/settings', { ipweb: { recordLagMinutes: 10 } });
    await recharge('customerId=1047&orderId=lagging&trafficCount=3');
    const seen = async () =>
      (await sandbox.ipweb('/open/dynamic/myRechargeFlowList?account=ana.beltran@mirador.example')).json.data.rows[0];
    expect((await seen())?.createTime).not.toBe('2026-03-18 12:00:00');
    sandbox.now = new Date('2026-03-18T04:11:00Z');
    expect(await seen()).toMatchObject({ createTime: '2026-03-18 12:00:00', flowCount: 3072 });
    await sandbox.control('/settings', { ipweb: { recordLagMinutes: 0 } });
  });
});
