import { type JsonNode, object } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';

/** `{ret, code, msg, ret_data, timestamp}`; `ret_data` is `[]` when there is nothing. */
export function answerIpidea(request: ApiRequest, ret: 0 | 1, msg: string, data: JsonNode = []): ApiAnswer {
  const code = ret === 0 ? '1' : '-1';
  const timestamp = Math.floor(request.nowMs / 1000);
  const body = object(['ret', ret], ['code', code], ['msg', msg], ['ret_data', data], ['timestamp', timestamp]);
  return { httpStatus: 200, body, applied: false, code, subject: null };
}

/** A failure in HTTP 200; the provider's error values are not documented, the sandbox uses ret 1 and code "-1". */
export function failIpidea(request: ApiRequest, msg: string): ApiAnswer {
  return answerIpidea(request, 1, msg);
}

/** A parameter from the form, else from the query. */
export function param(request: ApiRequest, name: string): string {
  return (request.form?.get(name) ?? request.query.get(name) ?? '').trim();
}

/** `page` or `limit`; anything but a positive number is the default, as loosely as the provider takes its strings. */
export function positiveParam(request: ApiRequest, name: string, fallback: number, most: number): number {
  const text = param(request, name);
  return /^\d{1,6}$/.test(text) && Number(text) > 0 ? Math.min(Number(text), most) : fallback;
}
