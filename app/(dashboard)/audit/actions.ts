'use server';

import type { ChainCheck } from '@/components/audit/chain-state';
import type { Outcome } from '@/components/ui/outcome';
import { action } from '@/lib/boundary/action';
import { toOutcome } from '../outcome';
import { checkChain, sayChain } from './chain';

const check = action.action(({ ctx }) => checkChain(ctx).then(sayChain));

/** Proves the chain of audit events from its beginning. */
export async function checkChainAction(): Promise<Outcome<ChainCheck>> {
  return toOutcome(await check());
}
