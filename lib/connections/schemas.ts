import { z } from 'zod';
import { pagingSchema } from '@/lib/core/paging';
import { idText, instantText, plainText, requiredText } from '@/lib/core/wire';

export const providerSchema = z.enum(['ipweb', 'freebit', 'ipidea']);

const connectionStatusSchema = z.enum(['ok', 'failing', 'unauthorized', 'disabled', 'untested']);

const credentialsShape = z.record(z.string().max(40), z.string().max(500));
const settingsShape = z.record(z.string().max(40), z.unknown());

export const connectionInput = z.object({
  provider: providerSchema,
  name: requiredText(100),
  baseUrl: plainText(500).trim(),
  credentials: credentialsShape,
  settings: settingsShape.optional(),
});
export type ConnectionInput = z.infer<typeof connectionInput>;

const connectionQuery = pagingSchema;
export type ConnectionQuery = z.infer<typeof connectionQuery>;

export const connectionPatch = z.object({
  name: requiredText(100).optional(),
  baseUrl: plainText(500).trim().optional(),
  credentials: credentialsShape.optional(),
  settings: settingsShape.optional(),
  disabled: z.boolean().optional(),
});
export type ConnectionPatch = z.infer<typeof connectionPatch>;

export const connectionDto = z.object({
  id: idText,
  provider: providerSchema,
  name: z.string(),
  baseUrl: z.string(),
  status: connectionStatusSchema,
  statusDetail: z.string().nullable(),
  statusSince: instantText,
  lastSyncedAt: instantText.nullable(),
  lastCheckedAt: instantText.nullable(),
  sandbox: z.boolean(),
  settings: settingsShape,
});
export type ConnectionDto = z.infer<typeof connectionDto>;

export const connectionTestDto = z.object({
  ok: z.boolean(),
  latencyMs: z.number().int(),
  detail: z.string(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), latencyMs: z.number().int(), detail: z.string() })),
});
export type ConnectionTestDto = z.infer<typeof connectionTestDto>;

const requestBudgetDto = z.object({
  perMinute: z.number().int(),
  used: z.number().int(),
  resetsAt: instantText.nullable(),
});
export type RequestBudgetDto = z.infer<typeof requestBudgetDto>;
