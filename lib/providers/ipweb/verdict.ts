import type { HttpResponse } from '@/lib/infra/http';
import { parseExactJson } from '../exact-json';
import { speaksOfOwnFault } from '../fault-words';
import { hasRepeatedKey } from '../json';
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

/**
 * A refusal needs the provider's plain words about our order and a code that never stands for success. Its error table
 * says "500: (text), internal server error", yet its refusals come with 500, too: so the words decide.
 */
function judgeOther({ code, msg }: Answer): Verdict {
  const providerCode = String(code);
  const refused =
    !isSuccess(code) && !ALREADY_PROCESSED_CODES.has(code) && msg.trim() !== '' && !SUCCESS_WORDS.has(msg);
  if (!refused) return { ...unrecognised(`Code ${code} with unexpected words: ${msg}`), providerCode };
  if (code !== 401 && speaksOfOwnFault(msg)) {
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
