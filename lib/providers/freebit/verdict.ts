import type { HttpResponse } from '@/lib/infra/http';
import { parseExactJson } from '../exact-json';
import { hasRepeatedKey } from '../json';
import { unrecognised, type Verdict } from '../outcome';
import { describeNoJson } from '../reading';
import { envelope, KEY_PROBLEM, REFUSALS, RESULT_OK, STATUS_OK } from './schemas';

/**
 * What an answer to `addSpec` means. Pure. Its own result codes are not documented beyond those of PA05-01, so only these
 * are believed. A refusal counts whatever the HTTP status is; success needs HTTP 200 and both codes.
 */
export function judgeTopUp(response: HttpResponse): Verdict {
  const body = parseExactJson(response.text);
  if (body === undefined) return unrecognised(`HTTP ${response.status}: ${describeNoJson(response)}.`);
  const answer = envelope.safeParse(body);
  if (!answer.success) return unrecognised(`HTTP ${response.status}: the answer has no whole result code and status.`);
  if (hasRepeatedKey(response.text)) return unrecognised('The answer states a field twice.');
  const { resultCode: providerCode, status } = answer.data;
  if (providerCode === RESULT_OK && status.statusCode === STATUS_OK && response.status === 200) {
    return { outcome: 'accepted', providerCode, message: status.message };
  }
  const failed = status.statusCode !== STATUS_OK;
  if (failed && providerCode === KEY_PROBLEM) {
    return { outcome: 'rejected', providerCode, message: status.message, unauthorized: true };
  }
  if (failed && REFUSALS.has(providerCode)) return { outcome: 'rejected', providerCode, message: status.message };
  return {
    ...unrecognised(`HTTP ${response.status}, result ${providerCode}, status ${status.statusCode}: ${status.message}`),
    providerCode,
  };
}
