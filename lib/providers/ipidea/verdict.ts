import type { HttpResponse } from '@/lib/infra/http';
import { parseExactJson } from '../exact-json';
import { speaksOfOwnFault } from '../fault-words';
import { hasRepeatedKey } from '../json';
import { unrecognised, type Verdict } from '../outcome';
import { describeNoJson } from '../reading';
import { type Envelope, envelope, isSuccess, orderAnswer } from './schemas';

/**
 * What IPIDEA's envelope means. Pure. Its error values are not documented: a whole envelope that says failure in words,
 * inside HTTP 200, without an order number and not about its own machine, is its refusal; success needs the order number; all else is unknown.
 */

/** How a wrong key is answered is not documented either; these words are a guess that only labels the refusal. */
const CREDENTIAL_WORDS = /app_?key|\buid\b|密钥|未授权|认证失败|unauthori[sz]ed/i;

/** True where a failure's words are about the key. A guess that only labels the refusal. */
export function blamesCredentials({ msg }: Envelope): boolean {
  return CREDENTIAL_WORDS.test(msg);
}

/** What the answer to an opening or a renewal proves; never throws. */
export function judgeOrder(response: HttpResponse): Verdict {
  const body = parseExactJson(response.text);
  if (body === undefined) return unrecognised(`HTTP ${response.status}: ${describeNoJson(response)}.`);
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return unrecognised(`HTTP ${response.status}: the answer has no whole ret, code and msg.`);
  if (hasRepeatedKey(response.text)) return unrecognised('The answer states a field twice.');
  const answer = parsed.data;
  const providerCode = `${answer.ret}/${answer.code}`;
  if (response.status !== 200) return { ...unrecognised(`HTTP ${response.status}: ${answer.msg}`), providerCode };
  const order = orderAnswer.safeParse(answer.ret_data);
  if (isSuccess(answer) && order.success) {
    return {
      outcome: 'accepted',
      providerCode,
      providerOrderId: order.data.order_id,
      delivered: countIps(order.data.ip_list),
      message: answer.msg,
    };
  }
  if (!isSuccess(answer) && isEmpty(answer.ret_data) && answer.msg.trim() !== '') {
    if (speaksOfOwnFault(answer.msg)) {
      return { ...unrecognised(`The provider's own system failed: ${answer.msg}`), providerCode };
    }
    return { outcome: 'rejected', providerCode, message: answer.msg, unauthorized: blamesCredentials(answer) };
  }
  return {
    ...unrecognised(`ret ${answer.ret}, code ${answer.code} and no fitting order number: ${answer.msg}`),
    providerCode,
  };
}

/** How many IPs a list names; the documents show none in the answer, so mostly nobody says. */
function countIps(list: unknown): number | null {
  const ips = typeof list === 'string' ? list.split(/[,;\s]+/) : Array.isArray(list) ? list : [];
  return new Set(ips.filter((ip) => typeof ip === 'string' && ip !== '')).size || null;
}

/** A refusal carries nothing; one with data in it might be half a success. */
function isEmpty(data: unknown): boolean {
  if (data === undefined || data === null || data === '') return true;
  return typeof data === 'object' && Object.keys(data).length === 0;
}
