import type { z } from 'zod';
import { FormData, type HttpResponse } from '@/lib/infra/http';
import { runCommand } from '../outcome';
import type { Listing } from '../paging';
import type {
  AdapterInput,
  CommandOutcome,
  IpDuration,
  IpOpenInput,
  IpProduct,
  IpRenewInput,
  RecordKind,
} from '../port';
import { readJson, refusal, sendRead, statusError, type WireRequest } from '../reading';
import { bounded, createRedactor, type Redactor } from '../redact';
import { parseShape, type Source } from '../shape';
import {
  balanceLeft as balanceLeftSchema,
  envelope,
  flowLeft as flowLeftSchema,
  isSuccess,
  type OrderRow,
  orderList,
  orderRow,
  type UseRecord,
  useRecords,
} from './schemas';
import { blamesCredentials, judgeOrder } from './verdict';

/**
 * IPIDEA's endpoints, one function each: `POST /api/open/<path>`, multipart form. Where the credentials belong is not
 * documented and integrators differ, so a setting puts them into the form or the query.
 */

export type Wire = {
  baseUrl: string;
  uid: string;
  appkey: string;
  credentialsIn: 'form' | 'query';
  transport: AdapterInput['transport'];
  redact: Redactor;
};

/** What the functions of this file need, from a connection. */
export function createWire(input: AdapterInput): Wire {
  const { uid = '', appkey = '' } = input.credentials;
  return {
    baseUrl: input.baseUrl,
    uid,
    appkey,
    credentialsIn: input.settings.credentialsIn ?? 'form',
    transport: input.transport,
    redact: createRedactor([uid, appkey]),
  };
}

type Fields = Record<string, string>;

function urlOf(wire: Wire, path: string): string {
  return `${wire.baseUrl.replace(/\/+$/, '')}/api/open/${path}`;
}

function request(wire: Wire, path: string, fields: Fields): WireRequest {
  const credentials = { uid: wire.uid, appkey: wire.appkey };
  const inForm = wire.credentialsIn === 'form';
  const body = new FormData();
  for (const [name, value] of Object.entries(inForm ? { ...credentials, ...fields } : fields)) body.append(name, value);
  const url = urlOf(wire, path);
  return { method: 'POST', url: inForm ? url : `${url}?${new URLSearchParams(credentials)}`, body };
}

async function read<Schema extends z.ZodType>(
  wire: Wire,
  path: string,
  fields: Fields,
  schema: Schema,
): Promise<z.output<Schema>> {
  const source: Source = { provider: 'IPIDEA', endpoint: path };
  const response = await sendRead(source, wire.transport, request(wire, path, fields));
  const answer = parseShape(source, envelope, readJson(source, response));
  if (!isSuccess(answer)) {
    const kind = blamesCredentials(answer) ? 'unauthorized' : 'refused';
    throw refusal(source, kind, `${answer.ret}/${answer.code}`, answer.msg, wire.redact);
  }
  const wrongStatus = statusError(source, response.status);
  if (wrongStatus) throw wrongStatus;
  return parseShape(source, schema, answer.ret_data, ['ret_data']);
}

export const ORDER_LIST_PAGE_SIZE = 100;

/** Days as the order lists want them: `YYYY-M-D`. */
export type OrderDays = { start: string; end: string };

/** An order with the row as it came. */
export type OrderLine = { row: OrderRow; raw: object };

async function readOrders(wire: Wire, path: string, page: number, days: OrderDays): Promise<Listing<OrderLine>> {
  const fields = {
    start_time: days.start,
    end_time: days.end,
    // Unpaid orders close by themselves after half an hour: only a paid one happened.
    pay_status: '1',
    page: String(page),
    limit: String(ORDER_LIST_PAGE_SIZE),
  };
  const { total, data } = await read(wire, path, fields, orderList);
  const source: Source = { provider: 'IPIDEA', endpoint: path };
  const rows = data.map((raw, index) => ({ raw, row: parseShape(source, orderRow, raw, ['ret_data', 'data', index]) }));
  return { total, rows };
}

function ispOrderList(wire: Wire, page: number, days: OrderDays) {
  return readOrders(wire, 'isp_order_list', page, days);
}

function datacenterOrderList(wire: Wire, page: number, days: OrderDays) {
  return readOrders(wire, 'datacenter_order_list', page, days);
}

/** Paid flow orders of these days, a page at a time; the self-check reads it, too. @throws ProviderError */
export function flowOrderList(wire: Wire, page: number, days: OrderDays) {
  return readOrders(wire, 'flow_order_list', page, days);
}

function mobileFlowOrderList(wire: Wire, page: number, days: OrderDays) {
  return readOrders(wire, 'mobile_flow_order_list', page, days);
}

/** The kinds of records and the lists they are read from. */
export const ORDER_LISTS = {
  isp: { path: 'isp_order_list', read: ispOrderList },
  datacenter: { path: 'datacenter_order_list', read: datacenterOrderList },
  flow: { path: 'flow_order_list', read: flowOrderList },
  mobile_flow: { path: 'mobile_flow_order_list', read: mobileFlowOrderList },
} as const satisfies Partial<Record<RecordKind, unknown>>;
export type OrderKind = keyof typeof ORDER_LISTS;

/** What is left of the account's traffic, in units of IPIDEA_MB. @throws ProviderError */
export async function balanceLeft(wire: Wire): Promise<bigint> {
  return (await read(wire, 'balance_left', {}, balanceLeftSchema)).balance_left;
}

/** What is left of the account's flow packages, in units of IPIDEA_MB. @throws ProviderError */
export async function flowLeft(wire: Wire): Promise<bigint> {
  return (await read(wire, 'flow_left', {}, flowLeftSchema)).flow_left;
}

/** Usage of the whole account a day; here times are unix seconds, unlike in the order lists. */
export function balanceUseRecord(wire: Wire, from: Date, to: Date): Promise<UseRecord[]> {
  const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));
  return read(wire, 'balance_use_record', { start_time: seconds(from), end_time: seconds(to) }, useRecords);
}

/** Each product has its own words for the same durations. */
const DURATIONS: Record<IpProduct, Record<IpDuration, string>> = {
  isp: { week: 'weekly', month: 'monthly', quarter: 'quarterly' },
  static: { week: 'week', month: 'month', quarter: 'season' },
};

const POOL_TAGS: Readonly<Record<string, string>> = { 1: '渠道一', 2: '渠道二', 3: '渠道三', 4: '渠道四', 5: '渠道五' };

/** Most characters of a remark; the provider's own limit is not documented. Our reference stands first. */
const MAX_REMARK = 200;

function command(wire: Wire, path: string, fields: Fields): Promise<CommandOutcome> {
  const judge = (response: HttpResponse) => judgeOrder(response);
  const described = `POST ${urlOf(wire, path)}\n${JSON.stringify({ uid: '[redacted]', appkey: '[redacted]', ...fields })}`;
  return runCommand({
    transport: wire.transport,
    request: request(wire, path, fields),
    described,
    redact: wire.redact,
    judge,
  });
}

function openFields({ product, region, duration, quantity, poolTag, remark }: IpOpenInput): Fields {
  const fields = {
    region,
    duration: DURATIONS[product][duration],
    num: String(quantity),
    remark: bounded(remark, MAX_REMARK),
  };
  return poolTag === null ? fields : { ...fields, pool_tag: POOL_TAGS[poolTag] ?? poolTag };
}

function renewFields({ product, ips, duration, remark }: IpRenewInput): Fields {
  return {
    renew_ip_list: ips.join(','),
    duration: DURATIONS[product][duration],
    remark: bounded(remark, MAX_REMARK),
  };
}

/** Opens ISP IPs and spends balance at once. No order key: never to be repeated. */
export function ispIpOpen(wire: Wire, input: IpOpenInput): Promise<CommandOutcome> {
  return command(wire, 'isp_ip_open', openFields(input));
}

/** Opens static (datacenter) IPs. */
export function staticIpOpen(wire: Wire, input: IpOpenInput): Promise<CommandOutcome> {
  return command(wire, 'static_ip_open', openFields(input));
}

/** Renews ISP IPs and spends balance at once. No order key: never to be repeated. */
export function ispIpRenew(wire: Wire, input: IpRenewInput): Promise<CommandOutcome> {
  return command(wire, 'isp_ip_renew', renewFields(input));
}

/** Renews static (datacenter) IPs, likewise. */
export function staticIpRenew(wire: Wire, input: IpRenewInput): Promise<CommandOutcome> {
  return command(wire, 'static_ip_renew', renewFields(input));
}
