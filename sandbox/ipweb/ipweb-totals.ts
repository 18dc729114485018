import { noise } from '../hash-noise';
import { type JsonNode, object, raw } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';
import { dayProgress, dayText, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import { answerRead, dayRange, today } from './ipweb-answers';
import type { IpwebWorld } from './ipweb-world';
import { mbText } from './movements';

/** The second traffic stream: a pure function of the day, in 1e-6 MB. */
function nniMicro(world: IpwebWorld, day: number, nowMs: number): bigint {
  if (world.base.account2Mb === 0 || day < world.base.firstDay) return 0n;
  const cents = 1_200_000 + Math.floor(1_900_000 * noise(world.base.seed, 2, day, 30));
  return BigInt(Math.floor(cents * dayProgress(nowMs, day, SHANGHAI_OFFSET_HOURS))) * 10_000n;
}

function pool(recharged: bigint, consumed: bigint, rechargedDecimals: number): JsonNode {
  const residual = raw(mbText(recharged - consumed, 2));
  return object(
    ['consumeFlow', raw(mbText(consumed, 2))],
    ['residualFlow ', residual],
    ['flowCount', raw(mbText(recharged, rechargedDecimals))],
    ['residualFlow', residual],
  );
}

/** Seed endpoint 4, with the doubled key and the integers among decimals of the sample. */
export function getFlowTotalFull(world: IpwebWorld, request: ApiRequest): ApiAnswer {
  const credited = world.base.credits.reduce((sum, credit) => sum + credit.micro, 0n);
  const used = world.sortedCustomers().reduce((sum, customer) => sum + world.consumed(customer, request.nowMs), 0n);
  let nni = 0n;
  for (let day = world.base.firstDay; day <= today(request); day += 1) nni += nniMicro(world, day, request.nowMs);
  const account2 = pool(BigInt(world.base.account2Mb) * 1_000_000n, nni, 0);
  return answerRead('操作成功', object(['account2', account2], ['account', pool(credited, used, 2)]));
}

/** Seed endpoint 6: the whole agent account by day, oldest first. */
export function getFlowConsumeDetail(world: IpwebWorld, request: ApiRequest): ApiAnswer {
  const { from, to } = dayRange(world, request);
  const rows: JsonNode[] = [];
  for (let day = from; day <= to; day += 1) {
    const { rows: found, up, down } = world.dayRows(day, request.nowMs);
    if (found.length === 0) continue;
    rows.push(
      object(['date', dayText(day)], ['downloadFlow', raw(mbText(down, 1))], ['uploadFlow', raw(mbText(up, 1))]),
    );
  }
  return answerRead('操作成功', rows);
}

/** Seed endpoint 5: one figure a day. */
export function getNniFlowConsumeDetail(world: IpwebWorld, request: ApiRequest): ApiAnswer {
  const { from, to } = dayRange(world, request);
  const rows: JsonNode[] = [];
  for (let day = from; day <= to; day += 1) {
    const micro = nniMicro(world, day, request.nowMs);
    if (micro > 0n) rows.push(object(['date', dayText(day)], ['flow', raw(mbText(micro, 1))]));
  }
  return answerRead('操作成功', rows);
}
