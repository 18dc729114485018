import { z } from 'zod';
import { LOCALES } from '@/lib/core/locales';
import { filterIdSchema, pagingSchema } from '@/lib/core/paging';
import { idText, instantText, plainText, requiredText } from '@/lib/core/wire';

const roleSchema = z.enum(['admin', 'agent', 'viewer']);

const emailSchema = z.email('This is no e-mail address.').max(254);

export const newPassword = z.string().min(8, 'At least 8 characters.').max(200, 'At most 200 characters.');

export const signInInput = z.object({ email: z.string().max(254), password: z.string().max(200) });

/** Who may use a key: a role, or one agent named by id or by e-mail. */
export const apiKeyInput = z
  .object({
    name: requiredText(100),
    role: z.enum(['admin', 'viewer']).optional(),
    agentId: filterIdSchema.optional(),
    agentEmail: emailSchema.optional(),
  })
  .refine(
    ({ role, agentId, agentEmail }) => [role, agentId, agentEmail].filter((one) => one !== undefined).length === 1,
    {
      path: ['role'],
      message: 'Give either role (admin or viewer) or the agent that the key is for.',
    },
  );
export type ApiKeyInput = z.infer<typeof apiKeyInput>;

export const apiKeyDto = z.object({
  id: idText,
  name: z.string(),
  role: roleSchema,
  agentId: idText.nullable(),
  /** The first characters, to tell keys apart. */
  prefix: z.string(),
  createdAt: instantText,
  /** The person who made it, also by another key, and whether this person still administers; null where none did. */
  madeBy: z.object({ name: z.string(), isAdmin: z.boolean() }).nullable(),
  lastUsedAt: instantText.nullable(),
  revokedAt: instantText.nullable(),
});
export type ApiKeyDto = z.infer<typeof apiKeyDto>;

/** The one time that the key itself is told. */
export const newApiKeyDto = apiKeyDto
  .pick({ id: true, name: true, role: true, agentId: true })
  .extend({ key: z.string() });
export type NewApiKeyDto = z.infer<typeof newApiKeyDto>;

export const apiKeyQuery = pagingSchema;
export type ApiKeyQuery = z.infer<typeof apiKeyQuery>;

export const userInput = z.object({
  email: emailSchema,
  role: roleSchema,
  name: requiredText(200).optional(),
  password: newPassword.optional(),
  /** For an agent's user; without it the agent of the same e-mail. */
  agentId: filterIdSchema.optional(),
});
export type UserInput = z.infer<typeof userInput>;

export const invitationInput = userInput.omit({ password: true });
export type InvitationInput = z.infer<typeof invitationInput>;

/** The one time that the link is told. */
const invitationDto = z.object({
  id: idText,
  email: z.string(),
  link: z.string(),
  expiresAt: instantText,
});
export type InvitationDto = z.infer<typeof invitationDto>;

export const userPatch = z.object({
  name: requiredText(200).optional(),
  role: z.enum(['admin', 'viewer']).optional(),
  disabled: z.boolean().optional(),
});
export type UserPatch = z.infer<typeof userPatch>;

/** What a person chooses for themselves; `null` leaves it to the browser. */
export const preferencesInput = z.object({
  locale: z.enum(LOCALES).nullish(),
  timeZone: plainText(64).nullish(),
});
export type PreferencesInput = z.infer<typeof preferencesInput>;

const userDto = z.object({
  id: idText,
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  agentId: idText.nullable(),
  agentName: z.string().nullable(),
  disabled: z.boolean(),
  twoFactor: z.boolean(),
  /** For a person without a password: until when the invitation's link works, or null where there is none. */
  invitation: z.object({ expiresAt: instantText.nullable() }).nullable(),
  lastSignInAt: instantText.nullable(),
  createdAt: instantText,
});
export type UserDto = z.infer<typeof userDto>;

const sessionDto = z.object({
  id: idText,
  userId: idText,
  userName: z.string(),
  current: z.boolean(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instantText,
  lastSeenAt: instantText,
});
export type SessionDto = z.infer<typeof sessionDto>;

export const passwordChange = z.object({ current: z.string().max(200), next: newPassword });
export type PasswordChange = z.infer<typeof passwordChange>;

/** Six digits of the authenticator or a recovery code, as people type them. */
export const codeInput = z.object({ code: plainText(40) });

/** `code` is empty where no second factor is on. */
export const identityProof = z.object({ password: z.string().max(200), code: plainText(40) });
export type IdentityProof = z.infer<typeof identityProof>;

export const passwordInput = z.object({ password: z.string().max(200) });

export const resetRequest = z.object({ email: emailSchema });

export const linkInput = z.object({
  kind: z.enum(['invitation', 'password_reset']),
  token: z.string().max(100),
  password: newPassword,
});
