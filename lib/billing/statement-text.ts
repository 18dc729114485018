import { divideRounded, formatDecimal } from '@/lib/core/decimal';
import { formatMoney, type MoneyText, parseMoney } from '@/lib/core/money';
import type { StatementDto } from './schemas';
import type { StatementWords } from './statement-words';

/** Decimal text with its thousands separated. */
export function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** Bytes in GB of two decimals; what would round to nothing says so. */
export function gbOf(bytes: bigint, byteBase: 1000 | 1024): string {
  const hundredths = divideRounded(bytes * 100n, BigInt(byteBase) ** 3n);
  return hundredths === 0n && bytes > 0n ? '< 0.01 GB' : `${grouped(formatDecimal(hundredths, 2, 2))} GB`;
}

/** What a line is for, in the reader's language; the note behind it stays as it was written. */
export function entryText(line: StatementDto['lines'][number], words: StatementWords): string {
  if (line.kind === 'order' && line.orderId !== null) return words.order(line.orderId);
  if (line.kind !== 'payment' && line.kind !== 'adjustment' && line.kind !== 'reversal') return line.description;
  const note = /^[A-Za-z]+: (.*)$/s.exec(line.description)?.[1];
  const kind = words.kinds[line.kind];
  return note === undefined ? kind : `${kind}: ${note}`;
}

/** What came in and what went out, so that `opening + credits + charges = closing`. */
export function sumsOf(statement: StatementDto): { credits: MoneyText; charges: MoneyText } {
  const { currency } = statement;
  const amounts = statement.lines.map((line) => {
    const money = parseMoney(line.amount);
    if (!money) throw new Error(`a statement line has the amount ${line.amount.amount}`);
    return money.minor;
  });
  const sum = (part: bigint[]) => formatMoney({ minor: part.reduce((a, b) => a + b, 0n), currency });
  return { credits: sum(amounts.filter((minor) => minor > 0n)), charges: sum(amounts.filter((minor) => minor < 0n)) };
}

type TrafficText = { total: string; days: string; average: string; busiest: string; rows: [string, string][] };

/** The month's traffic in figures of the statement's GB; null when nothing was recorded. */
export function trafficOf({ usage, byteBase }: StatementDto): TrafficText | null {
  const [first] = usage;
  if (!first) return null;
  const total = usage.reduce((sum, day) => sum + BigInt(day.totalBytes), 0n);
  const busiest = usage.reduce((most, day) => (day.totalBytes > most.totalBytes ? day : most), first);
  return {
    total: gbOf(total, byteBase),
    days: String(usage.length),
    average: gbOf(divideRounded(total, BigInt(usage.length)), byteBase),
    busiest: `${busiest.date}: ${gbOf(BigInt(busiest.totalBytes), byteBase)}`,
    rows: usage.map((day) => [day.date, gbOf(BigInt(day.totalBytes), byteBase)]),
  };
}
