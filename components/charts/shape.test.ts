import { expect, test } from 'vitest';
import { addDays } from '@/lib/core/calendar-date';
import { layoutCalendar } from './calendar';
import type { Columns } from './data';
import { layoutChart } from './layout';
import { movedRange, readRange, yearBefore } from './range';
import { readColumn } from './readout';
import { runningColumns, runningValues, wholeColumns } from './shape';

const columns: Columns = {
  from: '2026-11-02',
  to: '2026-11-05',
  series: [
    { key: 'a', label: 'A', values: [1, null, null, 4] },
    { key: 'b', label: 'B', values: [10, 20, null, null] },
  ],
  provisional: [3],
};

test('what was not read adds nothing and stays empty', () => {
  expect(runningValues([1, null, 2])).toEqual([1, null, 3]);
  expect(runningColumns(columns).series.map((layer) => layer.values)).toEqual([
    [1, 1, null, 5],
    [10, 30, null, 30],
  ]);
});

test('upload and download together', () => {
  expect(wholeColumns(columns).series).toEqual([{ key: 'total', label: 'Total', values: [11, 20, null, 4] }]);
});

test('lines stand for themselves, and without the sum of the period before', () => {
  const layout = layoutChart({ columns, base: 1000, look: 'lines', previous: [99, 99, 99, 99], height: 100 });
  expect(layout.lines).toBe(true);
  expect(layout.previous).toBe('');
  // The highest single value is 20: the first of B stands at half of it.
  expect(layout.layers[1]?.path).toBe('M0.5 50L1.5 0');
  expect(layout.provisional).toEqual([expect.objectContaining({ y: 0, height: 100 })]);
});

test('added up: the last column is the sum, and the pace of a day is not shown', () => {
  const forecast = { dailyBytes: 5, runOutDay: addDays('2026-11-05', 2) };
  const layout = layoutChart({ columns, base: 1000, look: 'sum', height: 100, forecast, previous: [1, 1, 1, 1] });
  expect(layout.forecast).toBeNull();
  expect(layout.columns).toBe(4);
  expect(layout.previous).not.toBe('');
  const lines = readColumn({ columns, base: 1000, look: 'sum' }, 3).lines;
  expect(lines.find((line) => line.label === 'So far')?.text).toBe('35 B');
});

test('a calendar: weeks from Monday, empty where nothing was read, darker where more was used', () => {
  const source = { columns, base: 1000 as const, gaps: [{ from: '2026-11-04', to: '2026-11-04' }] };
  const { cells, weeks } = layoutCalendar(source);
  expect(weeks).toBe(1);
  expect(cells.map(({ weekday, shade, provisional }) => [weekday, shade, provisional])).toEqual([
    [0, 4, false],
    [1, 5, false],
    [2, null, false],
    [3, 2, true],
  ]);
  expect(layoutCalendar({ ...source, gaps: [] }).cells[2]?.shade).toBe(0);
});

test('a calendar of a year has a label for each month and none on another', () => {
  const year = { from: '2025-11-20', to: '2026-11-19', series: [], provisional: [] };
  const { months, weeks } = layoutCalendar({ columns: year, base: 1000 });
  expect(weeks).toBe(53);
  expect(months.length).toBeGreaterThanOrEqual(11);
  expect(months.every((month, index) => index === 0 || month.week - (months[index - 1]?.week ?? 0) >= 3)).toBe(true);
});

test('earlier and later move by the length of the range, never beyond today', () => {
  const range = readRange({ range: '7d' }, '2026-11-22');
  expect(movedRange(range, -1, '2026-11-22')).toMatchObject({ from: '2026-11-09', to: '2026-11-15' });
  expect(movedRange(range, 1, '2026-11-22')).toBeNull();
  const past = readRange({ from: '2026-11-10', to: '2026-11-19' }, '2026-11-22');
  expect(movedRange(past, 1, '2026-11-22')).toMatchObject({ from: '2026-11-13', to: '2026-11-22', days: 10 });
});

test('the year before has the same days', () => {
  const range = readRange({ from: '2026-03-01', to: '2026-03-31' }, '2026-11-22');
  expect(yearBefore(range)).toEqual({ from: '2025-03-01', to: '2025-03-31' });
  const leap = readRange({ from: '2024-02-29', to: '2024-03-01' }, '2026-11-22');
  expect(yearBefore(leap)).toEqual({ from: '2023-03-01', to: '2023-03-02' });
});
