import { z } from 'zod';

const ipwebSettings = z.strictObject({
  /** The code of an order already processed: the seed's sample says 201, its table 203. */
  duplicateCode: z.union([z.literal(201), z.literal(203)]).default(201),
  /** `leaky`: every second deduction also answers to `type=0`, as in the seed's sample. */
  typeFilter: z.enum(['leaky', 'strict']).default('leaky'),
  /** Refuse recharges above what the agent itself has left to hand out. */
  stockLimit: z.boolean().default(false),
  /** How late an effect appears in the record lists. */
  recordLagMinutes: z.number().min(0).default(0),
});

const freebitSettings = z.strictObject({
  /** `form`: only the form field `json` is read; `any`: a raw JSON body too. */
  bodyEncoding: z.enum(['form', 'any']).default('form'),
  /** How long an authKey lives. */
  authKeyMinutes: z.number().positive().default(30),
  recentDaysOrder: z.enum(['newest_first', 'oldest_first']).default('newest_first'),
  recentDays: z.number().int().min(0).max(62).default(7),
  /** Whether today's figure is the newest element of `inRecentDays` as well. */
  recentDaysIncludeToday: z.boolean().default(false),
  /** `ok`: failures come with HTTP 200; `mirror`: with the documented status code. */
  httpStatus: z.enum(['ok', 'mirror']).default('ok'),
});

const ipideaSettings = z.strictObject({
  recordLagMinutes: z.number().min(0).default(0),
  /** Where `uid` and `appkey` are looked for. */
  credentialsIn: z.enum(['any', 'form', 'query']).default('any'),
});

const settingsShape = {
  ipweb: ipwebSettings.prefault({}),
  freebit: freebitSettings.prefault({}),
  ipidea: ipideaSettings.prefault({}),
};
const settingsSchema = z.strictObject(settingsShape);

/** What `POST /control/settings` takes: any part of the settings. */
export const settingsPatchSchema = z.strictObject({
  ipweb: z.record(z.string(), z.json()).optional(),
  freebit: z.record(z.string(), z.json()).optional(),
  ipidea: z.record(z.string(), z.json()).optional(),
});
type SettingsPatch = z.infer<typeof settingsPatchSchema>;
type SettingsValues = z.infer<typeof settingsSchema>;

/** How the providers behave where their documents leave it open. */
export class Settings {
  current: SettingsValues = settingsSchema.parse({});

  /** The settings with a patch laid over them; throws a ZodError where the result is no valid setting. */
  preview(patch: SettingsPatch): SettingsValues {
    return settingsSchema.parse({
      ipweb: { ...this.current.ipweb, ...patch.ipweb },
      freebit: { ...this.current.freebit, ...patch.freebit },
      ipidea: { ...this.current.ipidea, ...patch.ipidea },
    });
  }

  reset(): void {
    this.current = settingsSchema.parse({});
  }
}
