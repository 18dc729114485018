import { createHash } from 'node:crypto';
import { type CalendarDate, instantOf, isCalendarDate } from '@/lib/core/calendar-date';
import { canonicalJson } from '@/lib/core/canonical-json';
import { toPlainRecord } from '../json';
import type {
  AgentTotalRow,
  PoolBalance,
  ProviderRecordRow,
  RecordKind,
  UpstreamAccountRow,
  UsageRow,
  UsageWindow,
} from '../port';
import { fieldPath, malformed, type Source } from '../shape';
import type { RechargeLine } from './client';
import {
  CONSUMED,
  type ConsumeDetail,
  type CustomerRow,
  type FlowReportRow,
  type FlowTotals,
  type NniConsumeDetail,
  type RechargeRow,
} from './schemas';

/** From IPWeb's words to the port's. Pure; amounts are integers of IPWEB_MB. */

/** A customer of the list as an upstream account. */
export function toAccount(row: CustomerRow): UpstreamAccountRow {
  return {
    externalId: row.customerId,
    externalName: row.userName ?? null,
    kind: 'customer',
    residual: row.residualFlow,
    recharged: row.trafficCount,
    restricted: false,
  };
}

/** @throws ProviderError `malformed` for a day that is none, or outside of what was asked. */
function checkedDay(source: Source, day: string, window: UsageWindow, path: readonly PropertyKey[]): CalendarDate {
  if (!isCalendarDate(day)) throw malformed(source, fieldPath(path), 'expected a calendar day');
  if (day < window.from || day > window.to) throw malformed(source, fieldPath(path), 'a day that was not asked for');
  return day;
}

const FLOW_REPORT: Source = { provider: 'IPWeb', endpoint: 'flowReport' };

/** @throws ProviderError `malformed` for a day that is none, or that was not asked for. */
export function toUsage(row: FlowReportRow, index: number, window: UsageWindow): UsageRow {
  return {
    externalId: row.customerId,
    externalName: row.userName ?? null,
    day: checkedDay(FLOW_REPORT, row.reportDate, window, ['data', 'rows', index, 'reportDate']),
    upload: row.uploadFlow,
    download: row.downloadFlow,
    total: row.uploadFlow + row.downloadFlow,
  };
}

/** What makes a usage row one row. */
export function usageKey(row: UsageRow): string {
  return `${row.externalId} ${row.day}`;
}

/** True where two rows of one account and day say the same. */
export function sameUsage(a: UsageRow, b: UsageRow): boolean {
  return a.upload === b.upload && a.download === b.download && a.externalName === b.externalName;
}

/** @throws ProviderError `malformed` where a day is no day, was not asked for, or is stated twice with different figures. */
function oneRowADay(source: Source, rows: AgentTotalRow[], window: UsageWindow): AgentTotalRow[] {
  const days = new Map<CalendarDate, AgentTotalRow>();
  rows.forEach((row, index) => {
    const path = ['data', index, 'date'];
    checkedDay(source, row.day, window, path);
    const twin = days.get(row.day);
    if (twin && (twin.upload !== row.upload || twin.total !== row.total)) {
      throw malformed(source, fieldPath(path), 'the same day twice with different figures');
    }
    days.set(row.day, row);
  });
  return [...days.values()];
}

/** @throws ProviderError `malformed` where a day is no day, was not asked for, or is stated twice with different figures. */
export function toStandardTotals(detail: ConsumeDetail, window: UsageWindow): AgentTotalRow[] {
  const rows = detail.map(
    ({ date, uploadFlow, downloadFlow }): AgentTotalRow => ({
      day: date,
      stream: 'standard',
      upload: uploadFlow,
      download: downloadFlow,
      total: uploadFlow + downloadFlow,
    }),
  );
  return oneRowADay({ provider: 'IPWeb', endpoint: 'getFlowConsumeDetail' }, rows, window);
}

/** The NNI stream has one figure a day and no directions. @throws ProviderError as for the standard stream. */
export function toNniTotals(detail: NniConsumeDetail, window: UsageWindow): AgentTotalRow[] {
  const rows = detail.map(
    ({ date, flow }): AgentTotalRow => ({
      day: date,
      stream: 'nni',
      upload: null,
      download: null,
      total: flow,
    }),
  );
  return oneRowADay({ provider: 'IPWeb', endpoint: 'getNNIFlowConsumeDetail' }, rows, window);
}

/** Both pools of the account. */
export function toPoolBalances(totals: FlowTotals): PoolBalance[] {
  return (['account', 'account2'] as const).map((pool) => ({
    pool,
    recharged: totals[pool].flowCount,
    consumed: totals[pool].consumeFlow,
    residual: totals[pool].residualFlow,
  }));
}

/**
 * Which kind a line of `myRechargeFlowList` is. The filter `type` is not to be trusted (the documented sample answers a
 * consumption to `type=0`): what takes traffic away by its sign, or is called 消耗, is consumption; all else a recharge.
 */
export function kindOf(row: RechargeRow): 'recharge' | 'consumption' {
  return row.flowCount < 0n || row.typeDesc === CONSUMED ? 'consumption' : 'recharge';
}

/** A line whose time is known to be one, inside of what was asked. */
export type DatedLine = RechargeLine & { at: Date };

/** @throws ProviderError `malformed` for a time that is none, or on a day that was not asked for. */
export function toDatedLine(
  endpoint: string,
  line: RechargeLine,
  index: number,
  window: UsageWindow,
  timeZone: string,
): DatedLine {
  const source = { provider: 'IPWeb', endpoint };
  const path = ['data', 'rows', index, 'createTime'];
  const { createTime } = line.row;
  const at = instantOf(createTime, timeZone);
  if (at === null) throw malformed(source, fieldPath(path), 'expected a time');
  checkedDay(source, createTime.slice(0, 10), window, path);
  return { ...line, at };
}

/** All that a line says, as one text; identical lines are legitimate. */
export function lineKey({ row }: RechargeLine): string {
  return canonicalJson([
    row.customerId,
    row.account ?? null,
    row.flowCount,
    row.typeDesc ?? null,
    row.createId ?? null,
    row.createBy ?? null,
    row.createTime,
  ]);
}

/**
 * The lines of two lists that may both hold the same line, each counted once: of identical lines as many as the list
 * with more of them has.
 */
export function mergeLists(first: readonly DatedLine[], second: readonly DatedLine[]): DatedLine[] {
  const spare = new Map<string, number>();
  for (const line of first) spare.set(lineKey(line), (spare.get(lineKey(line)) ?? 0) + 1);
  const missing = second.filter((line) => {
    const count = spare.get(lineKey(line)) ?? 0;
    spare.set(lineKey(line), count - 1);
    return count <= 0;
  });
  return [...first, ...missing];
}

/**
 * Makes records of the lines of one kind, as many at a time as are given, in their order. The provider gives no id, so a record's
 * identity is the hash of its line and its ordinal among identical lines. Identical lines share their second and so their
 * day: reading whole days gives the same identities every time.
 */
export function recordsOf(kind: RecordKind): (lines: readonly DatedLine[]) => ProviderRecordRow[] {
  const ordinals = new Map<string, number>();
  const toRecord = (line: DatedLine): ProviderRecordRow => {
    const { row } = line;
    const hash = createHash('sha256').update(lineKey(line)).digest('hex').slice(0, 32);
    const ordinal = ordinals.get(hash) ?? 0;
    ordinals.set(hash, ordinal + 1);
    return {
      kind,
      identity: `${hash}-${ordinal}`,
      externalOrderId: null,
      externalAccountId: row.customerId,
      externalAccountName: row.account ?? null,
      amount: kind === 'consumption' && row.flowCount > 0n ? -row.flowCount : row.flowCount,
      asset: 'IPWEB_MB',
      money: null,
      operator: row.createBy ?? null,
      reference: null,
      at: line.at,
      description: row.typeDesc ?? null,
      raw: toPlainRecord(line.raw),
    };
  };
  return (lines) => lines.map(toRecord);
}
