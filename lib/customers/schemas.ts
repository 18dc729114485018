import { z } from 'zod';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import {
  byteCount,
  currencyCode,
  dayText,
  gbInput,
  idText,
  instantText,
  moneyInput,
  moneyText,
  plainText,
  priceInput,
  requiredText,
} from '@/lib/core/wire';

const email = z.email('This is no e-mail address.').max(254);
const tags = z.array(requiredText(40)).max(20);

/** `dry`: nothing left; `low`: less than three days left. */
/** Used up; used up and still in use; dry within three days; below a threshold of an alert. */
export const attentionSchema = z.enum(['dry', 'out', 'low', 'alert']);

/** Newest first; by name; by traffic left and by days left, the least first. `-` turns round; without a figure is last always. */
export const customerSortSchema = z.enum(['new', 'name', '-name', 'residual', '-residual', 'left', '-left']);
export type CustomerSort = z.infer<typeof customerSortSchema>;

export const customerQuery = pagingSchema.extend({
  q: plainText(200).optional(),
  agentId: filterIdSchema.optional(),
  tag: plainText(40).optional(),
  attention: attentionSchema.optional(),
  sort: customerSortSchema.default('new'),
});
export type CustomerQuery = Omit<z.infer<typeof customerQuery>, 'sort'> & { sort?: CustomerSort };

export const customerInput = z.object({
  name: requiredText(200),
  email: email.nullish(),
  agentId: filterIdSchema.nullish(),
  tags: tags.optional(),
  note: plainText(5000).nullish(),
});
export type CustomerInput = z.infer<typeof customerInput>;

export const customerPatch = customerInput.partial();
export type CustomerPatch = z.infer<typeof customerPatch>;

/** The same change to several customers; what is left out stays. */
export const changeCustomersInput = z.object({
  ids: z.array(filterIdSchema).min(1).max(500, 'At most 500 at a time.'),
  agentId: filterIdSchema.nullish(),
  addTags: tags,
  removeTags: tags,
});
export type ChangeCustomersInput = z.infer<typeof changeCustomersInput>;

export const customerDto = z.object({
  id: idText,
  name: z.string(),
  email: z.string().nullable(),
  agentId: idText.nullable(),
  agentName: z.string().nullable(),
  billingAccountId: idText.nullable(),
  tags: z.array(z.string()),
  note: z.string().nullable(),
  accountCount: z.number().int(),
  residualBytes: byteCount.nullable(),
  residualAsOf: instantText.nullable(),
  /** Days that the residual lasts at the pace of the last seven settled days; null where it cannot be said. */
  daysLeft: z.number().nullable(),
  lastUsageDay: dayText.nullable(),
  createdAt: instantText,
});
export type CustomerDto = z.infer<typeof customerDto>;

export const accountQuery = pagingSchema.extend({
  connectionId: filterIdSchema.optional(),
  customerId: filterIdSchema.optional(),
  q: plainText(200).optional(),
  unassigned: z.enum(['true', 'false']).optional(),
});
export type AccountQuery = z.infer<typeof accountQuery>;

const externalId = requiredText(100).regex(/^[^\s]+$/, 'Leave out spaces.');

export const accountInput = z.object({
  connectionId: filterIdSchema,
  externalId,
  externalName: plainText(200).nullish(),
  customerId: filterIdSchema.nullish(),
});
export type AccountInput = z.infer<typeof accountInput>;

export const accountPatch = z.object({
  customerId: filterIdSchema.nullish(),
  label: plainText(200).nullish(),
});
export type AccountPatch = z.infer<typeof accountPatch>;

export const accountDto = z.object({
  id: idText,
  connectionId: idText,
  connectionName: z.string(),
  provider: z.enum(['ipweb', 'freebit', 'ipidea']),
  /** Whose days its usage is told by. */
  timeZone: z.string(),
  /** Whether its provider counts 1,024 or 1,000 bytes to the KB. */
  byteBase: z.union([z.literal(1000), z.literal(1024)]),
  externalId: z.string(),
  externalName: z.string().nullable(),
  label: z.string().nullable(),
  kind: z.enum(['customer', 'sim', 'share_group', 'pool']),
  customerId: idText.nullable(),
  customerName: z.string().nullable(),
  residualBytes: byteCount.nullable(),
  residualAsOf: instantText.nullable(),
  restricted: z.boolean(),
  lastUsageDay: dayText.nullable(),
  lastReadAt: instantText.nullable(),
  daysLeft: z.number().nullable(),
});
export type AccountDto = z.infer<typeof accountDto>;

export const agentInput = z.object({
  name: requiredText(200),
  email,
  currency: currencyCode,
  creditLimit: moneyInput.optional(),
  pricePerGb: priceInput.nullish(),
  approvalAboveGb: gbInput.nullish(),
  dailyCapGb: gbInput.nullish(),
});
export type AgentInput = z.infer<typeof agentInput>;

export const agentPatch = agentInput.omit({ currency: true }).partial();
export type AgentPatch = z.infer<typeof agentPatch>;

export const agentQuery = pagingSchema.extend({ q: plainText(200).optional() });
export type AgentQuery = z.infer<typeof agentQuery>;

export const agentDto = z.object({
  id: idText,
  name: z.string(),
  email: z.string(),
  currency: z.string(),
  billingAccountId: idText,
  creditLimit: moneyText,
  pricePerGb: moneyText.nullable(),
  approvalAboveGb: z.string().nullable(),
  dailyCapGb: z.string().nullable(),
});
export type AgentDto = z.infer<typeof agentDto>;

export const addAccountsInput = z.object({
  connectionId: filterIdSchema,
  text: z.string().max(200_000, 'That is too much at once.'),
  dryRun: z.boolean(),
});
export type AddAccountsInput = z.infer<typeof addAccountsInput>;

export type AddAccountsDto = {
  added: number;
  lines: {
    no: number;
    externalId: string;
    externalName: string | null;
    customerName: string | null;
    problem: string | null;
  }[];
};
