import type { ByteBase } from './format';

/** How a source counts its kilobytes: in powers of two unless it says otherwise. A mixed set is shown in powers of two. */
export function commonBase(bases: readonly ByteBase[]): ByteBase {
  return bases.length > 0 && bases.every((base) => base === 1000) ? 1000 : 1024;
}
