import { expect, test } from 'vitest';
import { chartCsv } from './chart-csv';
import { dailyColumns, groupColumns } from './data';

const RANGE = { from: '2026-11-20', to: '2026-11-22' };

test('exact bytes by day; what is not known is empty and says why', () => {
  const columns = dailyColumns(
    [
      { day: '2026-11-20', uploadBytes: 1, downloadBytes: 2, totalBytes: 3, provisional: false },
      { day: '2026-11-22', uploadBytes: 1_084_479_242, downloadBytes: 0, totalBytes: 1_084_479_242, provisional: true },
    ],
    RANGE,
  );
  const source = { columns, base: 1024 as const, gaps: [{ from: '2026-11-21', to: '2026-11-21', label: 'A, B' }] };
  expect(chartCsv(source, 'Asia/Tokyo')).toBe(
    [
      'Day (Asia/Tokyo),Download (bytes),Upload (bytes),Together (bytes),Note',
      '2026-11-20,2,1,3,',
      '2026-11-21,,,,"A, B"',
      '2026-11-22,0,1084479242,1084479242,May still change',
      '',
    ].join('\r\n'),
  );
});

test('a name cannot become a formula', () => {
  const point = { day: '2026-11-20', uploadBytes: null, downloadBytes: null, totalBytes: 3, provisional: false };
  const columns = groupColumns([{ ...point, key: '1', label: '=1+1' }], RANGE, 5);
  expect(chartCsv({ columns, base: 1024 }, 'UTC')).toContain(`"'=1+1 (bytes)"`);
});
