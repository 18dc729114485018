import { object } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';
import { parseDay } from '../zone-days';

/** The documented result codes with their status code and message. */
const results = {
  '100': ['200', 'OK'],
  '201': ['400', 'Bad Request'],
  '204': ['400', 'Bad Request'],
  '205': ['403', 'Auth Error'],
  '323': ['404', 'Not Found'],
  '210': ['500', 'NG'],
  '211': ['500', 'NG'],
  '240': ['500', 'NG'],
} as const;
export type ResultCode = keyof typeof results;

type Fields = Parameters<typeof object>;

/** An answer; numbers are strings here, as in the samples. `mirror` puts the status code into HTTP as well. */
export function answerResult(code: ResultCode, httpStatus: 'ok' | 'mirror', account: string | null): ApiAnswer {
  return withFields(code, httpStatus, account, []);
}

/** An answer with more fields behind the status. */
export function withFields(
  code: ResultCode,
  httpStatus: 'ok' | 'mirror',
  account: string | null,
  fields: Fields,
): ApiAnswer {
  const [statusCode, message] = results[code];
  const status = object(['message', message], ['statusCode', statusCode]);
  const body = object(['resultCode', code], ['status', status], ...fields);
  return { httpStatus: httpStatus === 'ok' ? 200 : Number(statusCode), body, applied: false, code, subject: account };
}

/** The JSON of a call: the form field `json`, or a raw body where the settings allow it. Null where there is none. */
export function readJson(request: ApiRequest, bodyEncoding: 'form' | 'any'): Record<string, unknown> | null {
  const text = request.form?.get('json') ?? (bodyEncoding === 'any' ? request.bodyText : '');
  try {
    const parsed: unknown = JSON.parse(text);
    // A JSON object is a record of unknown values; lists and scalars are refused.
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** A field as text; null where it is missing or neither text nor number. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** Whether `expire` is a day as YYYYMMDD. */
export function isCompactDay(text: string): boolean {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return parts !== null && parseDay(`${parts[1]}-${parts[2]}-${parts[3]}`) !== null;
}
