/** Reads a plain decimal into an integer of 10^-scale, exactly; null where the text is no such decimal or is finer than the scale. */
export function parseDecimal(text: string, scale: number): bigint | null {
  const parts = /^([+-]?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (!parts) return null;
  const fraction = (parts[3] ?? '').replace(/0+$/, '');
  if (fraction.length > scale) return null;
  const units = BigInt(`${parts[2]}${fraction.padEnd(scale, '0')}`);
  return parts[1] === '-' ? -units : units;
}

/** Writes an integer of 10^-scale as a decimal with no more digits than it needs but at least `minDecimals`. */
export function formatDecimal(units: bigint, scale: number, minDecimals = 0): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(minDecimals, '0');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
