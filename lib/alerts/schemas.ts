import { z } from 'zod';
import { GB_SCALE } from '@/lib/core/assets';
import { parseDecimal } from '@/lib/core/decimal';
import { filterIdSchema } from '@/lib/core/paging';
import { byteCount, idText, instantText } from '@/lib/core/wire';

const MOST_LEVELS = 5;

/** What a person writes as a list: `20, 10, 5`. Nothing is an empty list. */
function levels<Value extends number | bigint>(parse: (text: string) => Value | null, message: string) {
  return z
    .string()
    .max(200)
    .transform((text, ctx): Value[] => {
      const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
      const values = [...new Set(parts.map(parse))];
      if (values.length <= MOST_LEVELS && values.every((value) => value !== null)) {
        return values.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
      }
      ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

function whole(most: number) {
  return (text: string): number | null => {
    const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    return value >= 1 && value <= most ? value : null;
  };
}

function gb(text: string): bigint | null {
  const value = /^\d{1,7}(\.\d+)?$/.test(text) ? parseDecimal(text, GB_SCALE) : null;
  return value !== null && value > 0n ? value : null;
}

const thresholds = {
  percents: levels(whole(99), 'Up to five whole numbers from 1 to 99, e.g. 20, 10, 5.'),
  gbs: levels(gb, 'Up to five amounts in GB, e.g. 10, 2.5.'),
  days: levels(whole(365), 'Up to five whole numbers of days from 1 to 365, e.g. 7, 3, 1.'),
};

/** For whom thresholds are: a customer, an agent's customers, all (neither), or the pools that we sell from. */
export const alertTarget = z
  .object({
    scope: z.enum(['account', 'pool']),
    agentId: filterIdSchema.nullish(),
    customerId: filterIdSchema.nullish(),
  })
  .refine(({ agentId, customerId }) => agentId == null || customerId == null, 'Either an agent or a customer.')
  .refine(({ scope, agentId, customerId }) => scope === 'account' || (agentId == null && customerId == null));
export type AlertTarget = z.infer<typeof alertTarget>;

export const alertRuleInput = z.intersection(alertTarget, z.object({ enabled: z.boolean(), ...thresholds }));
export type AlertRuleInput = z.infer<typeof alertRuleInput>;

const thresholdsDto = z.object({
  enabled: z.boolean(),
  percents: z.array(z.number().int()),
  /** GB as decimal text. */
  gbs: z.array(z.string()),
  days: z.array(z.number().int()),
});
export type ThresholdsDto = z.infer<typeof thresholdsDto>;

const alertRuleDto = z.object({
  /** What counts here, and whose it is; `here` where it was set for this very target. */
  effective: thresholdsDto,
  from: z.enum(['here', 'agent', 'installation', 'default']),
});
export type AlertRuleDto = z.infer<typeof alertRuleDto>;

/** A pool of ours that runs low. */
const poolAlertDto = z.object({
  connectionId: idText,
  connectionName: z.string(),
  pool: z.string(),
  residualBytes: byteCount,
  byteBase: z.union([z.literal(1000), z.literal(1024)]),
  daysLeft: z.number().nullable(),
  asOf: instantText,
  raisedAt: instantText,
});
export type PoolAlertDto = z.infer<typeof poolAlertDto>;

const openAlertsDto = z.object({
  /** Accounts of customers below a threshold, and since when the newest is. */
  accounts: z.number().int(),
  newestAt: instantText.nullable(),
  pools: z.array(poolAlertDto),
});
export type OpenAlertsDto = z.infer<typeof openAlertsDto>;
