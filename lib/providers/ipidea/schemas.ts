import { z } from 'zod';
import { ExactNumber } from '../exact-json';
import { amountOrText, integerOrText, numberOrText, rowCountOrText, text } from '../shape';

/**
 * Wire schemas of IPIDEA's open API. It mixes numbers and numeric strings freely and answers `[]` where an object would be
 * empty, so both forms are taken; a documented field that is neither is an error. Unknown columns are kept in `raw`.
 */

/** What every answer has. Success is `ret` 0 and `code` 1, as numbers or strings; `msg` proves nothing. */
export const envelope = z.looseObject({
  ret: integerOrText,
  code: integerOrText,
  msg: text(10_000),
  ret_data: z.unknown().optional(),
});
export type Envelope = z.output<typeof envelope>;

/** True where the envelope says success; a command wants its order number besides. */
export function isSuccess({ ret, code }: Envelope): boolean {
  return ret === 0 && code === 1;
}

/** `*_open` and `*_renew`: the order's number, as text. */
export const orderAnswer = z.looseObject({ order_id: z.string().regex(/^[\w-]{1,64}$/) });

/** The four order lists; `[]` is the empty one. Rows are checked one by one, so that `raw` is verbatim. */
export const orderList = z.preprocess(
  (value) => (Array.isArray(value) && value.length === 0 ? { total: '0', data: [] } : value),
  z.looseObject({ total: rowCountOrText, data: z.array(z.looseObject({})) }),
);

const id = z
  .union([z.string(), z.instanceof(ExactNumber).transform((number) => number.text)], { error: 'expected an id' })
  .refine((value) => /^[\w-]{0,64}$/.test(value), 'expected an id')
  .nullish();
const seconds = integerOrText.refine((value) => value > 0 && value < 10_000_000_000, 'expected unix seconds');
/** Only kept, never counted with: of any size. */
const bytes = numberOrText.refine(({ text }) => /^-?\d+$/.test(text), 'expected a whole number').nullish();
const words = text(4_000).nullish();

/** One order. `coin` is traffic in M, `money` is CNY (its descriptions say 元), balances are bytes. */
export const orderRow = z
  .looseObject({
    order_id: id,
    recharge_id: id,
    created_at: seconds,
    coin: amountOrText('IPIDEA_MB', 'signed').nullish(),
    money: numberOrText.nullish(),
    old_balance: bytes,
    new_balance: bytes,
    mark: words,
    remark: words,
    description: words,
    creat_admin: words,
  })
  .refine((row) => Boolean(row.order_id) || Boolean(row.recharge_id), {
    error: 'expected an order or recharge id',
    path: ['order_id'],
  });
export type OrderRow = z.output<typeof orderRow>;

/** `balance_left`: M, as far as its sample shows. */
export const balanceLeft = z.looseObject({ balance_left: amountOrText('IPIDEA_MB', 'signed') });

/** `flow_left`: M. */
export const flowLeft = z.looseObject({ flow_left: amountOrText('IPIDEA_MB', 'signed') });

/** `balance_use_record`: one row a day, `day` in unix seconds, `total_use_flow` in bytes. */
export const useRecords = z.array(z.looseObject({ day: seconds, total_use_flow: numberOrText }));
export type UseRecord = z.output<typeof useRecords>[number];
