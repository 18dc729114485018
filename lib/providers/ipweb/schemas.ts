import { z } from 'zod';
import { amountOrText, identifier, integer, integerOrText, rowCountOrText, text } from '../shape';

/**
 * Wire schemas of IPWeb's dynamic-traffic API, as its documents state them. Unknown fields are ignored; a documented
 * field that is missing or wrong-typed is an error, though a number of a read may be written as text. All figures are MB
 * (MB = 2^20 bytes), except the `trafficCount` that we send, which is GB. Keys are trimmed before they come here
 * (`"residualFlow "`).
 */

/** The message of a token that is wrong or expired. It comes with `code: 200`. */
export const INVALID_TOKEN = '无效的认证令牌';
/** The message of an account that the vendor has to complete. */
export const INCOMPLETE_ACCOUNT = '账号信息不完整';
export const RECHARGED = '充值成功';
export const DEDUCTED = '扣除成功';
/** The same order number was processed before. The table says 203, the sample 201. */
export const ALREADY_PROCESSED = '该订单已处理';
/** `typeDesc` of a line that takes traffic away. */
export const CONSUMED = '消耗';
/** `typeDesc` of a line that gives traffic. */
export const GIVEN = '充值';

const OK = 200;

/** What every answer has. `data` is checked by the endpoint's own schema once the envelope says success. */
export const envelope = z.looseObject({ code: integerOrText, msg: text(100_000), data: z.unknown().optional() });

/** List answers carry a second envelope inside `data`, whose `msg` may differ from the outer one. */
export const innerEnvelope = z.looseObject({ code: integerOrText.nullish(), msg: z.string().nullish() });

/** The answer of the two mutating calls: no `data`, so the message is part of the proof. */
export const commandAnswer = z.looseObject({ code: integer, msg: z.string() });

/** True for the one code of success; with it alone nothing is proved for a command. */
export function isSuccess(code: number): boolean {
  return code === OK;
}

const usage = amountOrText('IPWEB_MB', 'not negative');
const balance = amountOrText('IPWEB_MB', 'signed');
const name = text(500).nullish();

function list<Row extends z.ZodType>(row: Row) {
  return z.looseObject({ total: rowCountOrText, rows: z.array(row) });
}

/** `GET /open/customer/list`. Here `trafficCount` is MB, unlike the one that we send. */
const customerRow = z.looseObject({
  customerId: identifier,
  userName: name,
  trafficCount: usage,
  residualFlow: balance,
});
export const customerList = list(customerRow);
export type CustomerRow = z.output<typeof customerRow>;

/** `GET /open/dynamic/flowReport`. */
const flowReportRow = z.looseObject({
  reportDate: text(10),
  customerId: identifier,
  userName: name,
  uploadFlow: usage,
  downloadFlow: usage,
});
export const flowReport = list(flowReportRow);
export type FlowReportRow = z.output<typeof flowReportRow>;

/** `GET /open/dynamic/myRechargeFlowList` and `rechargeFlowListForMe`: lines without an id. */
export const rechargeRow = z.looseObject({
  customerId: identifier,
  account: name,
  flowCount: balance,
  typeDesc: name,
  createId: identifier.nullish(),
  createBy: name,
  createTime: text(19),
});
/** Rows are kept as they came too: the row's own schema is applied one by one, so that `raw` is verbatim. */
export const rechargeList = z.looseObject({ total: rowCountOrText, rows: z.array(z.looseObject({})) });
export type RechargeRow = z.output<typeof rechargeRow>;

const pool = z.looseObject({ flowCount: usage, consumeFlow: usage, residualFlow: balance });

/** `GET /api/agent/getFlowTotalFull`. */
export const flowTotals = z.looseObject({ account: pool, account2: pool });
export type FlowTotals = z.output<typeof flowTotals>;

/** `GET /api/agent/getFlowConsumeDetail`. */
export const consumeDetail = z.array(z.looseObject({ date: text(10), uploadFlow: usage, downloadFlow: usage }));
export type ConsumeDetail = z.output<typeof consumeDetail>;

/** `GET /api/agent/getNNIFlowConsumeDetail`: another stream, with one figure a day. */
export const nniConsumeDetail = z.array(z.looseObject({ date: text(10), flow: usage }));
export type NniConsumeDetail = z.output<typeof nniConsumeDetail>;
