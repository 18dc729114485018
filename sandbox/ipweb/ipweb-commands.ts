import { noise } from '../hash-noise';
import type { JournalEntry } from '../journal';
import { object } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';
import { dayNumberAt, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import { answerCommand, answerFailure } from './ipweb-answers';
import type { IpwebWorld } from './ipweb-world';
import { gbToMicro } from './movements';

/** Writes an entry to the journal, then applies it. */
export type Commit = (type: string, fields: Omit<JournalEntry, 'owner' | 'type' | 'at'>) => void;

/** What the commands need besides the world. */
export interface CommandContext {
  world: IpwebWorld;
  commit: Commit;
  /** 201 as in the sample or 203 as in the table of the same page. */
  duplicateCode: 201 | 203;
  /** Refuse a recharge for which the agent's own stock is too small. */
  stockLimit: boolean;
}

function readAmount(request: ApiRequest): { customerId: string; micro: bigint } | string {
  const customerId = request.query.get('customerId') ?? '';
  const amount = request.query.get('trafficCount') ?? '';
  if (customerId === '') return '参数错误：customerId不能为空';
  if (amount === '') return '参数错误：trafficCount不能为空';
  const micro = gbToMicro(amount);
  if (micro === null) return '参数错误：trafficCount';
  return micro > 0n ? { customerId, micro } : '流量必须大于0';
}

function findCustomer(world: IpwebWorld, id: string) {
  return /^\d{1,15}$/.test(id) ? world.customers.get(Number(id)) : undefined;
}

/** Traffic the agent has not handed out yet. */
function unallocated(world: IpwebWorld): bigint {
  const credited = world.base.credits.reduce((sum, credit) => sum + credit.micro, 0n);
  return credited - world.movements.reduce((sum, movement) => sum + movement.micro, 0n);
}

/** Seed endpoint 7: replay-safe by `orderId`. */
export function rechargeTrafficCount(context: CommandContext, request: ApiRequest): ApiAnswer {
  const { world } = context;
  const amount = readAmount(request);
  if (typeof amount === 'string') return answerFailure(amount);
  const orderId = request.query.get('orderId') ?? '';
  if (orderId === '') return answerFailure('参数错误：orderId不能为空', amount.customerId);
  const customer = findCustomer(world, amount.customerId);
  if (customer === undefined) return answerCommand('该客户不是您渠道的客户', 204, amount.customerId, false);
  if (world.orders.has(orderId)) {
    return answerCommand('该订单已处理', context.duplicateCode, amount.customerId, false);
  }
  if (context.stockLimit && unallocated(world) < amount.micro) {
    return answerFailure('代理商流量余额不足', amount.customerId);
  }
  context.commit('movement', {
    customerId: customer.id,
    micro: amount.micro.toString(),
    orderId,
    source: 'api',
  });
  return answerCommand('充值成功', 200, amount.customerId, true);
}

/** Seed endpoint 8: nothing makes it replay-safe; never below zero. */
export function deductionFlow(context: CommandContext, request: ApiRequest): ApiAnswer {
  const amount = readAmount(request);
  if (typeof amount === 'string') return answerFailure(amount);
  const customer = findCustomer(context.world, amount.customerId);
  if (customer === undefined) return answerCommand('该客户不是您渠道的客户', 204, amount.customerId, false);
  if (context.world.residual(customer, request.nowMs) < amount.micro) {
    return answerFailure('客户剩余流量不足，扣除失败', amount.customerId);
  }
  context.commit('movement', {
    customerId: customer.id,
    micro: (-amount.micro).toString(),
    orderId: null,
    source: 'api',
  });
  return answerCommand('扣除成功', 200, amount.customerId, true);
}

/** `addUser`: its payload lies beside `code`, not in `data`. */
export function addUser(context: CommandContext, request: ApiRequest): ApiAnswer {
  const userName = request.query.get('userName') ?? '';
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(userName)) return answerFailure('用户名必须为邮箱格式');
  if (userName.endsWith('@other-channel.example')) return answerCommand('用户名已存在，属于其他渠道', 202, null, false);
  const customers = context.world.sortedCustomers();
  if (customers.some((customer) => customer.userName === userName)) {
    return answerCommand('用户名已存在，是您的客户', 201, null, false);
  }
  const id = (customers.at(-1)?.id ?? 1000) + 1;
  context.commit('customer', {
    id,
    userName,
    firstDay: dayNumberAt(request.nowMs, SHANGHAI_OFFSET_HOURS),
  });
  const letters = Math.floor(noise(7, id, 0, 40) * 36 ** 8).toString(36);
  const body = object(
    ['msg', '操作成功'],
    ['code', 200],
    ['customerId', id],
    ['Token', `sandboxcustomer${letters}`],
    ['password', letters.slice(0, 6)],
  );
  return { httpStatus: 200, body, applied: true, code: '200', subject: String(id) };
}

/** `updatePwd` and `changeStatus`: accepted for own customers, without further effect. */
export function acceptForCustomer(context: CommandContext, request: ApiRequest): ApiAnswer {
  const id = request.query.get('customerId') ?? '';
  const customer = findCustomer(context.world, id);
  if (customer === undefined) return answerFailure('客户不存在', id);
  const state = request.query.get('customerState');
  if (state !== null) context.commit('status', { id: customer.id, enabled: state === '1' });
  return answerCommand('操作成功', 200, id, true);
}
