import type { Sandbox } from '../machine/sandbox';
import type { Bench, Line } from '../types';
export async function measureChaos(_b: Bench, _s: Sandbox): Promise<Line[]> {
  return [];
}
