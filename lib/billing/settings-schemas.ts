import { z } from 'zod';
import { gbInput, moneyInput, moneyText, plainText } from '@/lib/core/wire';

/** Who issues statements. Empty lines are not printed. */
const issuerInput = z.object({
  name: plainText(200).trim(),
  /** Lines of the address. */
  address: plainText(600).trim(),
  taxId: plainText(100).trim(),
});
export type Issuer = z.infer<typeof issuerInput>;

const atLeastZero = moneyInput.refine(({ minor }) => minor >= 0n, 'Write 0 or more.');
const oncePerCurrency = z
  .array(atLeastZero)
  .max(50)
  .refine((all) => new Set(all.map(({ currency }) => currency)).size === all.length, 'Name each currency once.');

const moneyLimitsInput = z.object({
  /** Adjustments above this, by one person within 24 hours, wait for a second administrator. */
  adjustment: oncePerCurrency,
  /** Orders above these ask for the password again, in forms. */
  largeOrderGb: gbInput,
  largeOrder: oncePerCurrency,
});

export const billingSettingsDto = z.object({
  issuer: z.object({ name: z.string(), address: z.string(), taxId: z.string() }),
  limits: z.object({
    adjustment: z.array(moneyText),
    largeOrderGb: z.string(),
    largeOrder: z.array(moneyText),
  }),
});
export type BillingSettingsDto = z.infer<typeof billingSettingsDto>;

export const billingSettingsPatch = z.object({ issuer: issuerInput, limits: moneyLimitsInput }).partial();
export type BillingSettingsPatch = z.infer<typeof billingSettingsPatch>;
