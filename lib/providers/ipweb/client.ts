import type { z } from 'zod';
import { GB_SCALE } from '@/lib/core/assets';
import { formatDecimal } from '@/lib/core/decimal';
import type { HttpResponse } from '@/lib/infra/http';
import { ProviderError } from '../errors';
import { withTrimmedKeys } from '../json';
import { runCommand } from '../outcome';
import type { Listing } from '../paging';
import type { AdapterInput, CommandOutcome, DeductInput, TopUpInput, UsageWindow } from '../port';
import { readJson, refusal, sendRead, statusError, type WireRequest } from '../reading';
import { createRedactor, type Redactor } from '../redact';
import { parseShape, type Source } from '../shape';
import {
  type ConsumeDetail,
  type CustomerRow,
  consumeDetail,
  customerList as customerListSchema,
  envelope,
  type FlowReportRow,
  type FlowTotals,
  flowReport as flowReportSchema,
  flowTotals,
  INCOMPLETE_ACCOUNT,
  INVALID_TOKEN,
  innerEnvelope,
  isSuccess,
  type NniConsumeDetail,
  nniConsumeDetail,
  type RechargeRow,
  rechargeList,
  rechargeRow,
} from './schemas';
import { judgeDeduction, judgeRecharge } from './verdict';

/**
 * IPWeb's endpoints, one function each. All are GETs, the two mutating ones included: those go out as commands, which no
 * layer may cache or retry. The token goes in the header `Token`, never into the URL.
 */

/** What the functions of this file need of a connection. */
export type Wire = {
  baseUrl: string;
  agentBaseUrl: string;
  token: string;
  transport: AdapterInput['transport'];
  redact: Redactor;
};

/** What the functions of this file need, from a connection. */
export function createWire(input: AdapterInput): Wire {
  const token = input.credentials.token ?? '';
  return {
    baseUrl: input.baseUrl,
    agentBaseUrl: input.settings.agentBaseUrl ?? input.baseUrl,
    token,
    transport: input.transport,
    redact: createRedactor([token]),
  };
}

/** `flowReport` gives up to 2,000 rows a page; the most that the other lists give is not documented. */
export const FLOW_REPORT_PAGE_SIZE = 2_000;
export const LIST_PAGE_SIZE = 500;

type Query = Record<string, string | number | null>;

function request(wire: Wire, base: 'open' | 'agent', path: string, query: Query): WireRequest {
  const given = Object.entries(query).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]]));
  const search = new URLSearchParams(given).toString();
  const origin = (base === 'open' ? wire.baseUrl : wire.agentBaseUrl).replace(/\/+$/, '');
  return { method: 'GET', url: `${origin}${path}${search === '' ? '' : `?${search}`}`, headers: { Token: wire.token } };
}

function windowQuery(window: UsageWindow): Query {
  return { startDate: window.from, endDate: window.to };
}

/** As HTTP status, or as code of the envelope: there is no such endpoint here. */
const NOT_OFFERED: ReadonlySet<number> = new Set([404, 405, 501]);

function notOffered(source: Source, status: number): ProviderError {
  const message = `${source.provider} has no ${source.endpoint} at this address (${status}).`;
  return new ProviderError('malformed', message, { notOffered: true });
}

/**
 * Sends a read and unwraps both envelopes, in the order that the documents force: the message of a bad token counts
 * whatever the code (it comes as 200), then the outer code, then the inner one, then the shape.
 */
async function read<Schema extends z.ZodType>(
  wire: Wire,
  endpoint: string,
  wireRequest: WireRequest,
  schema: Schema,
): Promise<z.output<Schema>> {
  const source: Source = { provider: 'IPWeb', endpoint };
  const response: HttpResponse = await sendRead(source, wire.transport, wireRequest);
  if (NOT_OFFERED.has(response.status)) throw notOffered(source, response.status);
  const body = withTrimmedKeys(response.text, readJson(source, response));
  const { code, msg, data } = parseShape(source, envelope, body);
  if (NOT_OFFERED.has(code)) throw notOffered(source, code);
  const inner = innerEnvelope.safeParse(data).data;
  for (const words of [msg, inner?.msg ?? '']) {
    if (words === INVALID_TOKEN || words === INCOMPLETE_ACCOUNT) {
      throw refusal(source, 'unauthorized', String(code), words, wire.redact);
    }
  }
  // 401 in the envelope is what the framework behind this API answers without a token (inferred, not documented).
  if (!isSuccess(code))
    throw refusal(source, code === 401 ? 'unauthorized' : 'refused', String(code), msg, wire.redact);
  const wrongStatus = statusError(source, response.status);
  if (wrongStatus) throw wrongStatus;
  if (inner && typeof inner.code === 'number' && !isSuccess(inner.code)) {
    throw refusal(source, 'refused', String(inner.code), inner.msg ?? '', wire.redact);
  }
  return parseShape(source, schema, data, ['data']);
}

/** Customers below this agent, with what was recharged and what is left. */
export function customerList(
  wire: Wire,
  query: { page: number; userName: string | null },
): Promise<Listing<CustomerRow>> {
  const { page, userName } = query;
  const call = request(wire, 'open', '/open/customer/list', { pageNum: page, pageSize: LIST_PAGE_SIZE, userName });
  return read(wire, 'customer/list', call, customerListSchema);
}

/** A line of a recharge list with the row as it came. */
export type RechargeLine = { row: RechargeRow; raw: object };

async function rechargeLines(wire: Wire, endpoint: string, query: Query): Promise<Listing<RechargeLine>> {
  const call = request(wire, 'open', `/open/dynamic/${endpoint}`, { ...query, pageSize: LIST_PAGE_SIZE });
  const { rows, total } = await read(wire, endpoint, call, rechargeList);
  const source: Source = { provider: 'IPWeb', endpoint };
  return {
    total,
    rows: rows.map((raw, index) => ({ raw, row: parseShape(source, rechargeRow, raw, ['data', 'rows', index]) })),
  };
}

/** Recharges (type 0) and consumption (type 1) that we made. The filter is not to be trusted: see `mapper.ts`. */
export function myRechargeFlowList(wire: Wire, query: { page: number; type: 0 | 1; window: UsageWindow }) {
  const { page, type, window } = query;
  return rechargeLines(wire, 'myRechargeFlowList', { pageNum: page, type, ...windowQuery(window) });
}

/** Recharges that were made for us. */
export function rechargeFlowListForMe(wire: Wire, query: { page: number; window: UsageWindow }) {
  return rechargeLines(wire, 'rechargeFlowListForMe', { pageNum: query.page, ...windowQuery(query.window) });
}

/** Usage by customer and day; of all customers where `customerId` is null. */
export function flowReport(
  wire: Wire,
  query: { page: number; customerId: string | null; window: UsageWindow },
): Promise<Listing<FlowReportRow>> {
  const call = request(wire, 'open', '/open/dynamic/flowReport', {
    pageNum: query.page,
    pageSize: FLOW_REPORT_PAGE_SIZE,
    customerId: query.customerId,
    ...windowQuery(query.window),
  });
  return read(wire, 'flowReport', call, flowReportSchema);
}

/** Both pools of our own account. */
export function getFlowTotalFull(wire: Wire): Promise<FlowTotals> {
  return read(wire, 'getFlowTotalFull', request(wire, 'agent', '/api/agent/getFlowTotalFull', {}), flowTotals);
}

/** Our own account's usage a day, upload and download. */
export function getFlowConsumeDetail(wire: Wire, window: UsageWindow): Promise<ConsumeDetail> {
  const call = request(wire, 'agent', '/api/agent/getFlowConsumeDetail', windowQuery(window));
  return read(wire, 'getFlowConsumeDetail', call, consumeDetail);
}

/** Our own account's usage a day of the other stream, one figure. */
export function getNNIFlowConsumeDetail(wire: Wire, window: UsageWindow): Promise<NniConsumeDetail> {
  const call = request(wire, 'agent', '/api/agent/getNNIFlowConsumeDetail', windowQuery(window));
  return read(wire, 'getNNIFlowConsumeDetail', call, nniConsumeDetail);
}

function command(
  wire: Wire,
  path: string,
  query: Query,
  judge: (response: HttpResponse) => ReturnType<typeof judgeRecharge>,
): Promise<CommandOutcome> {
  const call = request(wire, 'agent', path, query);
  return runCommand({
    transport: wire.transport,
    request: call,
    described: `${call.method} ${call.url}\nToken: [redacted]`,
    redact: wire.redact,
    judge,
  });
}

/** Credits a customer. A GET that mutates; `trafficCount` is GB; safe to repeat with the same `orderId`. */
export function rechargeTrafficCount(wire: Wire, input: TopUpInput): Promise<CommandOutcome> {
  const query = {
    customerId: input.externalId,
    orderId: input.reference,
    trafficCount: formatDecimal(input.gb, GB_SCALE),
  };
  return command(wire, '/api/agent/rechargeTrafficCount', query, judgeRecharge);
}

/** Takes traffic from a customer. A GET that mutates and has no order number: never to be repeated. */
export function deductionFlow(wire: Wire, input: DeductInput): Promise<CommandOutcome> {
  const query = { customerId: input.externalId, trafficCount: formatDecimal(input.gb, GB_SCALE) };
  return command(wire, '/api/agent/deductionFlow', query, judgeDeduction);
}
