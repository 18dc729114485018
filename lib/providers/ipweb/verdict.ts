import type { HttpResponse } from '@/lib/infra/http';
import { hasRepeatedKey, parseExactJson } from '../json';
import { unrecognised, type Verdict } from '../outcome';
import { describeNoJson } from '../reading';
import {
  ALREADY_PROCESSED,
  commandAnswer,
  DEDUCTED,
  INCOMPLETE_ACCOUNT,
  INVALID_TOKEN,
  isSuccess,
  RECHARGED,
} from './schemas';

/**
 * What an answer to a mutating call means. Pure. A success has no `data`, and a bad token answers 200 too, so only the
 * code together with the documented words is believed; all else is unknown.
 */

const ALREADY_PROCESSED_CODES = new Set([201, 203]);
const NOT_OUR_CUSTOMER = 204;
const SUCCESS_WORDS = new Set([RECHARGED, DEDUCTED, ALREADY_PROCESSED]);
/** The documents do not say which HTTP status a bad token comes with. */
const STATUSES_OF_A_BAD_TOKEN = new Set([200, 401, 403]);
/**
 * Words that speak of the provider's machine, not of our order. Its error table says "500: (text), internal server error",
 * and a machine that failed may have failed after it had credited: such an answer is no refusal.
 */
const WORDS_OF_A_FAULT =
  /系统|服务器|服务(内部)?(繁忙|异常|错误|故障|不可用)|内部(错误|异常)|(网络|运行时?|程序|未知|数据库|接口|请求|操作|处理|充值|扣除)(异常|错误)|繁忙|超时|稍后|重试|exception|error|time.?out|timed out|\bnull\b|try again|unavailable|busy|deadlock|sql/i;

type Answer = { code: number; msg: string };

function readAnswer(response: HttpResponse): Answer | Verdict {
  const body = parseExactJson(response.text);
  if (body === undefined) return unrecognised(`HTTP ${response.status}: ${describeNoJson(response)}.`);
  const answer = commandAnswer.safeParse(body);
  if (!answer.success) return unrecognised(`HTTP ${response.status}: the answer has no whole code and message.`);
  if (hasRepeatedKey(response.text)) return unrecognised('The answer states a field twice.');
  const { code, msg } = answer.data;
  if ((msg === INVALID_TOKEN || msg === INCOMPLETE_ACCOUNT) && STATUSES_OF_A_BAD_TOKEN.has(response.status)) {
    return { outcome: 'rejected', providerCode: String(code), message: msg, unauthorized: true };
  }
  if (response.status !== 200)
    return { ...unrecognised(`HTTP ${response.status}: ${msg}`), providerCode: String(code) };
  return { code, msg };
}

/** A refusal needs the provider's plain words about our order and a code that never stands for success. */
function judgeOther({ code, msg }: Answer): Verdict {
  const providerCode = String(code);
  const refused =
    !isSuccess(code) && !ALREADY_PROCESSED_CODES.has(code) && msg.trim() !== '' && !SUCCESS_WORDS.has(msg);
  if (!refused) return { ...unrecognised(`Code ${code} with unexpected words: ${msg}`), providerCode };
  if (code !== 401 && WORDS_OF_A_FAULT.test(msg)) {
    return { ...unrecognised(`The provider's own system failed: ${msg}`), providerCode };
  }
  return { outcome: 'rejected', providerCode, message: msg, unauthorized: code === 401 };
}

/** Seed: 200 done, 203 already processed (201 in its sample), 204 not your customer, else failure. */
export function judgeRecharge(response: HttpResponse): Verdict {
  const answer = readAnswer(response);
  if ('outcome' in answer) return answer;
  const { code, msg } = answer;
  const providerCode = String(code);
  if (isSuccess(code) && msg === RECHARGED) return { outcome: 'accepted', providerCode, message: msg };
  if (ALREADY_PROCESSED_CODES.has(code) || msg === ALREADY_PROCESSED)
    return { outcome: 'duplicate', providerCode, message: msg };
  if (code === NOT_OUR_CUSTOMER && !SUCCESS_WORDS.has(msg)) {
    return { outcome: 'rejected', providerCode, message: msg === '' ? 'Not a customer of this account.' : msg };
  }
  return judgeOther(answer);
}

/** Seed: 200 done, other values are failures. There is no order number, so nothing is ever a duplicate. */
export function judgeDeduction(response: HttpResponse): Verdict {
  const answer = readAnswer(response);
  if ('outcome' in answer) return answer;
  const { code, msg } = answer;
  if (isSuccess(code) && msg === DEDUCTED) return { outcome: 'accepted', providerCode: String(code), message: msg };
  return judgeOther(answer);
}
