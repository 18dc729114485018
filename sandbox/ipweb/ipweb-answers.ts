import { type JsonNode, object } from '../json-text';
import type { ApiAnswer, ApiRequest } from '../provider-api';
import { dayNumberAt, parseDay, SHANGHAI_OFFSET_HOURS } from '../zone-days';
import type { IpwebWorld } from './ipweb-world';

/** A read's answer; the inner envelope of lists is part of `data`. */
export function answerRead(msg: string, data: JsonNode, envelopeFirst: 'msg' | 'code' = 'msg'): ApiAnswer {
  const head = [['msg', msg] as const, ['code', 200] as const];
  if (envelopeFirst === 'code') head.reverse();
  return { httpStatus: 200, body: object(...head, ['data', data]), applied: false, code: '200', subject: null };
}

/** A command's answer: message and code, never any data. */
export function answerCommand(msg: string, code: number, subject: string | null, applied: boolean): ApiAnswer {
  return { httpStatus: 200, body: object(['msg', msg], ['code', code]), applied, code: String(code), subject };
}

/** What a bad or expired token gets: code 200 all the same. */
export function answerBadToken(): ApiAnswer {
  const body = object(['code', 200], ['msg', '无效的认证令牌'], ['data', null]);
  return { httpStatus: 200, body, applied: false, code: '200', subject: null };
}

/** A refusal: code 500 with the reason, and nothing applied. */
export function answerFailure(msg: string, subject: string | null = null): ApiAnswer {
  return answerCommand(msg, 500, subject, false);
}

/** Thrown by the parameter readers; becomes code 500 with this text. */
export class BadParameter extends Error {}

function positiveInteger(request: ApiRequest, name: string, fallback: number): number {
  const text = request.query.get(name) ?? '';
  if (text === '') return fallback;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new BadParameter(`参数错误：${name}`);
  return Number(text);
}

/** `pageNum` and `pageSize`; a page size above `maxSize` is cut to it, as the provider does. */
export function readPage(request: ApiRequest, defaultSize: number, maxSize: number): { skip: number; size: number } {
  const size = Math.min(positiveInteger(request, 'pageSize', defaultSize), maxSize);
  return { skip: (positiveInteger(request, 'pageNum', 1) - 1) * size, size };
}

/** An optional `yyyy-MM-dd` parameter as a day number. */
export function readDay(request: ApiRequest, name: string): number | null {
  const text = request.query.get(name) ?? '';
  if (text === '') return null;
  const day = parseDay(text);
  if (day === null) throw new BadParameter(`日期格式错误：${name}`);
  return day;
}

/** An optional Long parameter. */
export function readId(request: ApiRequest, name: string): number | null {
  const text = request.query.get(name) ?? '';
  if (text === '') return null;
  if (!/^\d{1,15}$/.test(text)) throw new BadParameter(`参数错误：${name}`);
  return Number(text);
}

/** The running day in Shanghai, as a day number. */
export function today(request: ApiRequest): number {
  return dayNumberAt(request.nowMs, SHANGHAI_OFFSET_HOURS);
}

/** `startDate` and `endDate` as day numbers: what is left out reaches as far as there can be rows. */
export function dayRange(world: IpwebWorld, request: ApiRequest): { from: number; to: number } {
  const from = Math.max(readDay(request, 'startDate') ?? world.earliestDay, world.earliestDay);
  return { from, to: Math.min(readDay(request, 'endDate') ?? today(request), today(request)) };
}
