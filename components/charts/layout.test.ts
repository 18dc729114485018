import { describe, expect, test } from 'vitest';
import { addDays, eachDay } from '@/lib/core/calendar-date';
import { columnTotals, type DailyPoint, dailyColumns, groupColumns } from './data';
import { axisUnit, layoutChart, niceTicks, timeTicks } from './layout';

const GB = 1024 ** 3;

function points(from: string, days: number, make: (index: number) => Partial<DailyPoint> | null): DailyPoint[] {
  return eachDay(from, addDays(from, days - 1)).flatMap((day, index) => {
    const part = make(index);
    if (part === null) return [];
    return [{ day, uploadBytes: GB, downloadBytes: 3 * GB, totalBytes: 4 * GB, provisional: false, ...part }];
  });
}

function range(from: string, days: number) {
  return { from, to: addDays(from, days - 1) };
}

describe('columns', () => {
  test('a day without data stays empty, a day of which only the total is known is not split', () => {
    const data = points('2026-11-01', 4, (i) => {
      if (i === 1) return null;
      return i === 2 ? { uploadBytes: null, downloadBytes: null, totalBytes: 9 } : {};
    });
    const columns = dailyColumns(data, range('2026-11-01', 4));
    expect(columns.series.map((layer) => layer.key)).toEqual(['download', 'upload', 'unsplit']);
    expect(columnTotals(columns)).toEqual([4 * GB, null, 9, 4 * GB]);
    expect(columns.series[0]?.values).toEqual([3 * GB, null, null, 3 * GB]);
  });

  test('points of one day add up', () => {
    const day = { day: '2026-11-01', provisional: false };
    const columns = dailyColumns(
      [
        { ...day, uploadBytes: 1, downloadBytes: 2, totalBytes: 3 },
        { ...day, uploadBytes: 10, downloadBytes: 20, totalBytes: 30 },
        { ...day, uploadBytes: null, downloadBytes: null, totalBytes: 7 },
      ],
      range('2026-11-01', 1),
    );
    expect(columns.series.map(({ label, values }) => [label, ...values])).toEqual([
      ['Download', 22],
      ['Upload', 11],
      ['Not told apart', 7],
    ]);
  });

  test('points outside the range are left out', () => {
    const columns = dailyColumns(
      points('2026-10-30', 10, () => ({})),
      range('2026-11-01', 2),
    );
    expect(columnTotals(columns)).toEqual([4 * GB, 4 * GB]);
  });

  test('groups: the largest at the bottom, all others on top', () => {
    const data = points('2026-11-01', 3, () => ({})).flatMap((point) => [
      { ...point, key: 'other', label: 'Other', totalBytes: 100 },
      { ...point, key: '7', label: 'Small', totalBytes: 1 },
      { ...point, key: '8', label: 'Large', totalBytes: 10 },
      { ...point, key: '9', label: 'Smallest', totalBytes: 0.5 },
    ]);
    const columns = groupColumns(data, range('2026-11-01', 3), 2);
    expect(columns.series.map((layer) => layer.key)).toEqual(['8', '7', 'other']);
    expect(columns.series[2]?.values).toEqual([100.5, 100.5, 100.5]);
  });
});

describe('axes', () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [7, [0, 2, 4, 6, 8]],
    [98, [0, 25, 50, 75, 100]],
  ])('ticks up to %d', (max, expected) => {
    expect(niceTicks(max)).toEqual(expected);
  });

  test('the last tick is never below the highest bar', () => {
    for (let max = 0.013; max < 5000; max *= 1.37)
      expect(niceTicks(max).at(-1) ?? 0).toBeGreaterThanOrEqual(max * 0.999);
  });

  test('the unit follows the highest bar', () => {
    expect(axisUnit(3 * GB, 1024)).toBe('GB');
    expect(axisUnit(GB / 2, 1024)).toBe('MB');
    expect(axisUnit(1e12, 1000)).toBe('TB');
    expect(axisUnit(0, 1000)).toBe('GB');
  });

  test.each([7, 30, 90, 365, 1100])('%d days have between 3 and 14 labels in order', (days) => {
    const ticks = timeTicks('2024-01-15', days);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(14);
    expect(ticks.every((tick, i) => i === 0 || tick.column > (ticks[i - 1]?.column ?? 0))).toBe(true);
  });
});

describe('picture', () => {
  const thirty = dailyColumns(
    points('2026-11-01', 30, (i) => (i === 4 ? null : { provisional: i === 29 })),
    range('2026-11-01', 30),
  );

  test('upload stands on download', () => {
    const { layers, height } = layoutChart({ columns: thirty, base: 1024, height: 200 });
    expect(height).toBe(200);
    expect(layers.map((layer) => layer.key)).toEqual(['download', 'upload']);
    // 4 GB is the top: download takes 150 px from the ground, upload the 50 above.
    expect(layers[0]?.path.startsWith('M0.16 200V50h0.68V200z')).toBe(true);
    expect(layers[1]?.path.startsWith('M0.16 50V0h0.68V50z')).toBe(true);
  });

  test('a missing day draws nothing, a provisional day is marked', () => {
    const layout = layoutChart({ columns: thirty, base: 1024 });
    expect(layout.layers[0]?.path.match(/M/g)).toHaveLength(29);
    expect(layout.layers[0]?.path).not.toContain('M4.16');
    expect(layout.provisional).toHaveLength(1);
    expect(layout.provisional[0]?.left).toBeCloseTo(((29 + 0.16) / 30) * 100, 1);
  });

  test('gaps are cut to the range', () => {
    const gaps = [
      { from: '2026-10-01', to: '2026-11-03' },
      { from: '2026-12-01', to: '2026-12-09' },
    ];
    const label = 'Not read';
    expect(layoutChart({ columns: thirty, base: 1024, gaps }).gaps).toEqual([
      { left: 0, width: 10, label, partial: true },
    ]);
  });

  test('a gap is an empty field only where nothing else was read', () => {
    const gaps = [{ from: '2026-11-04', to: '2026-11-09', label: 'North' }];
    const label = 'North';
    expect(layoutChart({ columns: thirty, base: 1024, gaps }).gaps).toEqual([
      { left: 10, width: 3.33, label, partial: true },
      { left: 13.33, width: 3.33, label, partial: false },
      { left: 16.67, width: 13.33, label, partial: true },
    ]);
  });

  test('markers of one day are one mark', () => {
    const markers = [
      { day: '2026-11-02', label: '1.00 GB' },
      { day: '2026-11-02', label: '2.00 GB' },
      { day: '2025-11-02', label: 'long ago' },
    ];
    const layout = layoutChart({ columns: thirty, base: 1024, markers });
    expect(layout.markers).toEqual([{ left: 5, count: 2, label: '1.00 GB, 2.00 GB' }]);
  });

  test('a near run-out widens the axis, a far one points beyond it', () => {
    const near = layoutChart({
      columns: thirty,
      base: 1024,
      forecast: { dailyBytes: 2 * GB, runOutDay: '2026-12-04' },
    });
    expect(near.columns).toBe(34);
    expect(near.forecast).toMatchObject({ beyond: false, label: 'Runs out 4 Dec 2026' });
    expect(near.forecast?.path).toBe('M29.5 110H33.5V220');
    const far = layoutChart({ columns: thirty, base: 1024, forecast: { dailyBytes: GB, runOutDay: '2027-12-04' } });
    expect(far.columns).toBe(40);
    expect(far.forecast).toMatchObject({ beyond: true, left: 100 });
  });

  test('the previous period is broken where it has no data', () => {
    const previous = [GB, GB, null, GB];
    expect(layoutChart({ columns: thirty, base: 1024, previous }).previous).toBe('M0.5 165L1.5 165M3.1 165h0.8');
  });

  test('nothing at all still has axes', () => {
    const layout = layoutChart({ columns: dailyColumns([], range('2026-11-01', 7)), base: 1024 });
    expect(layout.layers).toEqual([]);
    expect(layout.yTicks.length).toBeGreaterThan(1);
    expect(layout.xTicks).toHaveLength(7);
  });

  test('1,100 days stay small and in the plot', () => {
    const days = range('2023-11-01', 1100);
    const layout = layoutChart({
      columns: dailyColumns(
        points('2023-11-01', 1100, () => ({})),
        days,
      ),
      base: 1024,
    });
    expect(layout.layers[0]?.path.length).toBeLessThan(30_000);
    expect(layout.columns).toBe(1100);
  });
});
