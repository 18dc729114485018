import { describe, expect, test } from 'vitest';
import { systemContext } from '@/lib/core/actor';
import { checkLedger } from '@/lib/ledger';
import { proveOrders } from '@/lib/reconciliation';
import { getOrder, resolveOrder, retryOrder, sweepOrders } from './index';
import { keyOf, useOrderWorld } from './testing/order-world';

const ctx = systemContext('test');
const world = useOrderWorld();

describe('a deduct is never sent twice', () => {
  test('refused in plain words it is rejected', async () => {
    const { order } = await world.deduct(900_000_000_000n);
    expect(order.status).toBe('rejected');
  });

  test.each(['apply_then_drop', 'error_after', 'truncate'])('%s: the record proves that it landed', async (kind) => {
    const before = (await world.effects()).length;
    await world.fault(kind, 'deductionFlow');
    const { order } = await world.deduct(10_000n + BigInt(before));
    expect(order.status).toBe('unknown');
    await expect(retryOrder(ctx, { id: Number(order.id) })).rejects.toMatchObject({ code: 'invalid_state' });
    await sweepOrders(world.later(30));
    await proveOrders(world.later(30));
    const settled = await getOrder(ctx, { id: Number(order.id) });
    expect(settled).toMatchObject({ status: 'succeeded', evidence: { kind: 'record' } });
    const { residualBefore, residualAfter } = settled.evidence ?? {};
    // Each figure is rounded to bytes by itself, and the customer may have used some in between.
    expect((residualBefore ?? 0) - (residualAfter ?? 0)).toBeGreaterThanOrEqual((settled.bytes ?? 0) - 1);
    expect(settled.attempts).toHaveLength(1);
    expect((await world.effects()).length).toBe(before + 1);
  });

  test('that did not land is rejected only after the lag, with complete records', async () => {
    const before = (await world.effects()).length;
    await world.fault('error_before', 'deductionFlow');
    const { order } = await world.deduct(77_000n);
    expect(order.status).toBe('unknown');
    await proveOrders(world.later(30));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    await proveOrders(world.later(180));
    expect(await getOrder(ctx, { id: Number(order.id) })).toMatchObject({
      status: 'rejected',
      evidence: { kind: 'no_record' },
    });
    expect((await world.effects()).length).toBe(before);
  });

  test('stays unknown without a record where just its traffic is gone', async () => {
    await world.fault('apply_then_drop', 'deductionFlow');
    const { order } = await world.deduct(79_000n);
    await world.fault('lag_records', 'RechargeFlowList');
    await proveOrders(world.later(900));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    await world.clearFaults();
    await proveOrders(world.later(960));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('succeeded');
  });

  test('stays unknown while the records cannot be read; an admin may settle it', async () => {
    await world.fault('error_before', 'deductionFlow');
    const { order } = await world.deduct(78_000n);
    await world.fault('html', 'RechargeFlowList', {}, { times: -1 });
    await proveOrders(world.later(900));
    expect((await getOrder(ctx, { id: Number(order.id) })).status).toBe('unknown');
    const settled = await resolveOrder(keyOf(3), {
      id: Number(order.id),
      outcome: 'rejected',
      note: 'Asked the provider',
    });
    expect(settled).toMatchObject({ status: 'rejected', evidence: { kind: 'manual', note: 'Asked the provider' } });
  });
});

test('after all that the ledger proves itself', async () => {
  expect(await checkLedger()).toMatchObject({ ok: true, problems: [] });
});
