import { z } from 'zod';
import { filterIdSchema } from '@/lib/core/paging';
import { requiredText } from '@/lib/core/wire';

/** Accounts that are looked at, and given away, at a time. */
export const MAX_SUGGESTED = 200;

export const suggestionQuery = z.object({
  connectionId: filterIdSchema.optional(),
  /** Accounts after this one. */
  after: filterIdSchema.optional(),
  limit: z.number().int().min(1).max(MAX_SUGGESTED).default(MAX_SUGGESTED),
});
export type SuggestionQuery = Partial<z.output<typeof suggestionQuery>>;

const target = z.union([
  z.object({ customerId: filterIdSchema }),
  z.object({
    name: requiredText(200),
    email: z.email('This is no e-mail address.').max(254).nullable(),
    /** A customer of its own even where one of this name or e-mail is there. */
    separate: z.boolean().default(false),
  }),
]);

export const assignSuggestedInput = z
  .object({ items: z.array(z.object({ accountIds: z.array(filterIdSchema).min(1), to: target })).min(1) })
  .refine(({ items }) => items.reduce((sum, { accountIds }) => sum + accountIds.length, 0) <= MAX_SUGGESTED, {
    path: ['items'],
    error: `At most ${MAX_SUGGESTED} accounts at a time.`,
  });
export type AssignSuggestedInput = z.infer<typeof assignSuggestedInput>;
export type AssignSuggestedRequest = z.input<typeof assignSuggestedInput>;

export type CandidateDto = { id: string; name: string; email: string | null; agentName: string | null };

export type SuggestionDto = {
  /** Stays the same as long as the proposal does. */
  key: string;
  accounts: { id: string; name: string; externalId: string; connectionName: string }[];
  proposal:
    | { kind: 'existing'; customer: CandidateDto; by: 'mail' | 'name' }
    | { kind: 'new'; name: string; email: string | null }
    | { kind: 'ask'; candidates: CandidateDto[]; name: string; email: string | null };
};

export type SuggestionsDto = {
  data: SuggestionDto[];
  /** Accounts without a customer that `data` speaks of, and all there are; `open` counts to 10,000 at most. */
  shown: number;
  open: number;
  /** Where the next ones begin; null when these were the last. */
  after: string | null;
};

export type AssignSuggestedDto = {
  assigned: number;
  /** Customers that were made for it. */
  created: number;
  /** Accounts that had a customer by then. */
  already: number;
  /** Names with several customers by now, and customers that are gone: their accounts were left alone. */
  left: { name: string; why: 'several' | 'gone' }[];
};
