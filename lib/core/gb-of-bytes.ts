/**
 * Bytes as GB with six decimals, rounded once and exactly: no float takes part. `base` is what the source counts by, 1,024 or
 * 1,000 bytes to the KB; `bytes` is a whole number, as the HTTP API has it.
 */
export function gbOfBytes(bytes: number, base: 1000 | 1024): string {
  const gb = BigInt(base) ** 3n;
  const size = BigInt(Math.abs(Math.round(bytes)));
  const millionths = (size * 1_000_000n + gb / 2n) / gb;
  const sign = bytes < 0 && millionths > 0n ? '-' : '';
  return `${sign}${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
}
