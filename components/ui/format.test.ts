import { describe, expect, test } from 'vitest';
import { bytesText, dayText, formatChange, groupDigits, instantText, relativeText, unitFor } from './format';

describe('quantities', () => {
  test('a GB of 1024 MB and one of 1000 MB are not the same bytes', () => {
    expect(bytesText(1034.24 * 1024 ** 2)).toBe('1.01 GB');
    expect(bytesText(1_010_000_000, 1000)).toBe('1.01 GB');
    expect(bytesText(1_010_000_000, 1024)).toBe('0.94 GB');
  });

  test('small and large figures change their unit, the rest stay comparable in GB', () => {
    expect(unitFor(0, 1024)).toBe('GB');
    expect(bytesText(5 * 1024 ** 2)).toBe('5.00 MB');
    expect(bytesText(2048)).toBe('2.00 KB');
    expect(bytesText(9_999 * 1024 ** 3)).toBe('9,999.00 GB');
    expect(bytesText(10_240 * 1024 ** 3)).toBe('10.00 TB');
  });

  test('digits are grouped, never changed', () => {
    expect(groupDigits('1234567.50')).toBe('1,234,567.50');
    expect(groupDigits('-1234.5')).toBe('-1,234.5');
    expect(groupDigits('12')).toBe('12');
    expect(groupDigits('12', 2)).toBe('12.00');
    expect(groupDigits('1.234567', 2)).toBe('1.234567');
  });

  test('a change against nothing is not stated', () => {
    expect(formatChange(110, 100)).toBe('+10 %');
    expect(formatChange(90, 100)).toBe('−10 %');
    expect(formatChange(100, 100)).toBe('no change');
    expect(formatChange(100, 0)).toBeNull();
    expect(formatChange(100, null)).toBeNull();
  });
});

describe('time', () => {
  test('a provider day is never shifted', () => {
    expect(dayText('2026-01-01')).toBe('1 Jan 2026');
    expect(dayText('2026-11-21', false)).toBe('21 Nov');
  });

  test('an instant is shown in the zone that is asked for', () => {
    expect(instantText(new Date('2026-11-21T23:30:00Z'), 'Asia/Shanghai')).toBe('22 Nov 2026, 07:30');
  });

  test('distance in the largest whole unit', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    const ago = (seconds: number) => relativeText(new Date(now.getTime() - seconds * 1000), now);
    expect(ago(10)).toBe('just now');
    expect(ago(60)).toBe('1 min ago');
    expect(ago(3600)).toBe('1 h ago');
    expect(ago(86_400)).toBe('1 day ago');
    expect(ago(-172_800)).toBe('in 2 days');
  });
});
