import { z } from 'zod';
import { recordAudit } from '@/lib/audit';
import { actorKey, type Context, requireRole } from '@/lib/core/actor';
import { GB_SCALE } from '@/lib/core/assets';
import { formatMoney, type Money } from '@/lib/core/money';
import { gbText } from '@/lib/core/wire';
import { db, inTransaction, type Tx } from '@/lib/infra/db';
import type { BillingSettingsDto, BillingSettingsPatch, Issuer } from './settings-schemas';

/** Where nothing was chosen for a currency: 100.00 USD, 10,000 JPY; and ten times that for a large order. */
const DEFAULT_ADJUSTMENT_MINOR = 10_000n;
const DEFAULT_LARGE_MINOR = 100_000n;
const DEFAULT_LARGE_GB = 1_000n * 10n ** BigInt(GB_SCALE);

const NAMES = { issuer: 'billing.issuer', limits: 'billing.limits' } as const;

const issuerValue = z.object({ name: z.string(), address: z.string(), taxId: z.string() });
const byCurrency = z.record(z.string(), z.coerce.bigint());
const limitsValue = z.object({ adjustment: byCurrency, largeOrderGb: z.coerce.bigint(), largeOrder: byCurrency });

type MoneyLimits = z.infer<typeof limitsValue>;

const NO_LIMITS: MoneyLimits = { adjustment: {}, largeOrderGb: DEFAULT_LARGE_GB, largeOrder: {} };

async function read(tx: Tx, name: string): Promise<unknown> {
  return (await tx.installationSetting.findUnique({ where: { name } }))?.value ?? null;
}

/** Who issues statements; null while nobody has written it down. */
export async function readIssuer(tx: Tx = db()): Promise<Issuer | null> {
  const value = await read(tx, NAMES.issuer);
  if (value === null) return null;
  const issuer = issuerValue.parse(value);
  return issuer.name === '' && issuer.address === '' && issuer.taxId === '' ? null : issuer;
}

async function readLimits(tx: Tx = db()): Promise<MoneyLimits> {
  const value = await read(tx, NAMES.limits);
  return value === null ? NO_LIMITS : limitsValue.parse(value);
}

/** What one person may adjust within 24 hours alone, in minor units of the currency. */
export async function adjustmentLimit(currency: string, tx: Tx = db()): Promise<bigint> {
  return (await readLimits(tx)).adjustment[currency] ?? DEFAULT_ADJUSTMENT_MINOR;
}

/** Whether an order is so large that a form asks for the password again: by its size in GB (6 decimals) or its price. */
export async function isLargeOrder(order: { gb?: bigint | null; price?: Money | null }): Promise<boolean> {
  const limits = await readLimits();
  if (order.gb != null && order.gb > limits.largeOrderGb) return true;
  if (order.price == null) return false;
  return order.price.minor > (limits.largeOrder[order.price.currency] ?? DEFAULT_LARGE_MINOR);
}

/** Every currency that a wallet has, and those that a limit was chosen for. */
async function currencies(limits: MoneyLimits): Promise<string[]> {
  const rows = await db().billingAccount.findMany({ distinct: ['currency'], select: { currency: true } });
  const all = [
    ...rows.map((row) => row.currency),
    ...Object.keys(limits.adjustment),
    ...Object.keys(limits.largeOrder),
  ];
  return [...new Set(all.length === 0 ? ['USD'] : all)].sort();
}

/** The issuer and the limits in force, defaults included. Admins and viewers. */
export async function getBillingSettings(ctx: Context): Promise<BillingSettingsDto> {
  requireRole(ctx.actor, 'admin', 'viewer');
  const [issuer, limits] = await Promise.all([readIssuer(), readLimits()]);
  const names = await currencies(limits);
  const inEach = (chosen: Record<string, bigint>, otherwise: bigint) =>
    names.map((currency) => formatMoney({ minor: chosen[currency] ?? otherwise, currency }));
  return {
    issuer: issuer ?? { name: '', address: '', taxId: '' },
    limits: {
      adjustment: inEach(limits.adjustment, DEFAULT_ADJUSTMENT_MINOR),
      largeOrderGb: gbText(limits.largeOrderGb),
      largeOrder: inEach(limits.largeOrder, DEFAULT_LARGE_MINOR),
    },
  };
}

const minorByCurrency = (all: readonly Money[]) =>
  Object.fromEntries(all.map(({ minor, currency }) => [currency, String(minor)]));

/** Changes what is given. A closed statement keeps the issuer that it was closed with. */
export async function changeBillingSettings(ctx: Context, patch: BillingSettingsPatch): Promise<BillingSettingsDto> {
  requireRole(ctx.actor, 'admin');
  await inTransaction(async (tx) => {
    const values = [
      ...(patch.issuer ? [{ name: NAMES.issuer, value: patch.issuer }] : []),
      ...(patch.limits
        ? [
            {
              name: NAMES.limits,
              value: {
                adjustment: minorByCurrency(patch.limits.adjustment),
                largeOrderGb: String(patch.limits.largeOrderGb),
                largeOrder: minorByCurrency(patch.limits.largeOrder),
              },
            },
          ]
        : []),
    ];
    for (const { name, value } of values) {
      const before = await read(tx, name);
      const row = { value, changedBy: actorKey(ctx.actor), changedAt: ctx.now() };
      await tx.installationSetting.upsert({ where: { name }, create: { name, ...row }, update: row });
      await recordAudit(tx, ctx, {
        action: 'setting.changed',
        entity: 'setting',
        entityId: name,
        ...(before === null ? {} : { before: { value: before } }),
        after: { value },
      });
    }
  });
  return getBillingSettings(ctx);
}
