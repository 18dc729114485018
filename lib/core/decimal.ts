/**
 * Exact decimals as scaled integers: `1.01` at scale 6 is `1010000n`. No float takes part.
 * A figure that is finer than the scale is refused, never rounded.
 */
const DECIMAL = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Parses a decimal text to an integer at `scale` decimals; `null` when it is no decimal or finer than the scale. */
export function parseDecimal(text: string, scale: number): bigint | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '0', fraction = '', exponentText = '0'] = match;
  const shift = scale - fraction.length + Number(exponentText);
  let value: bigint;
  if (shift >= 0) {
    value = BigInt(whole + fraction + '0'.repeat(shift));
  } else {
    const digits = BigInt(whole + fraction);
    const divisor = 10n ** BigInt(-shift);
    if (digits % divisor !== 0n) return null;
    value = digits / divisor;
  }
  return sign === '-' ? -value : value;
}

/** Formats a scaled integer as plain decimal text, without needless zeros beyond `minDecimals`. */
export function formatDecimal(value: bigint, scale: number, minDecimals = 0): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  let fraction = scale === 0 ? '' : digits.slice(-scale);
  while (fraction.length > minDecimals && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** Integer division rounded half away from zero: the one rounding rule for money and displayed bytes. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}
