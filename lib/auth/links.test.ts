import { generateSync } from 'otplib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { listMails } from '@/lib/mail';
import {
  beginTotp,
  completeSignIn,
  createUser,
  enableTotp,
  inviteUser,
  listUsers,
  readLink,
  renewInvitation,
  requestPasswordReset,
  resetPassword,
  revokeInvitation,
  SecondFactorNeeded,
  setPasswordByLink,
  setPreferences,
  signIn,
} from './index';

useTestDatabase();
afterAll(async () => {
  await closeJobs();
  await closeDb();
});

const ctx = systemContext('test');
const password = 'correct horse';
const HOUR = 3_600_000;
const later = (ms: number) => () => new Date(Date.now() + ms);
let serial = 0;
let email = '';
let userId = 0;

beforeEach(async () => {
  email = `user${serial++}@example.com`;
  userId = Number((await createUser(ctx, { email, role: 'viewer', password })).id);
});

/** The token in the newest mail to somebody. */
async function mailedToken(to: string): Promise<string> {
  const mail = await mailTo(to);
  return /\/(?:reset|invite)\/([\w-]{43})/.exec(mail?.body ?? '')?.[1] ?? '';
}

async function resetToken(): Promise<string> {
  await requestPasswordReset(` ${email.toUpperCase()}`);
  return mailedToken(email);
}

/** The newest mail to somebody. */
async function mailTo(to: string) {
  const { data } = await listMails(ctx, { limit: 50 });
  return data.find((one) => one.to === to);
}

const use = (
  token: string,
  visit?: Parameters<typeof setPasswordByLink>[3],
  kind: 'invitation' | 'password_reset' = 'password_reset',
) => setPasswordByLink({ kind, token, password: 'something new' }, '192.0.2.1', 'Test', visit);

describe('a new password by link', () => {
  it('sets it once, ends every other session and signs in', async () => {
    const before = await signIn(email, password, null, null);
    const token = await resetToken();
    expect(await readLink('password_reset', token)).toMatchObject({ email });
    expect(JSON.stringify(await db().userToken.findMany())).not.toContain(token);
    const { actor, sessionId } = await use(token);
    expect(actor).toMatchObject({ kind: 'user', userId });
    const open = await db().session.findMany({ where: { userId, revokedAt: null } });
    expect(open.map(({ id }) => id)).toEqual([sessionId]);
    expect(open.map(({ id }) => id)).not.toContain(before.sessionId);
    await signIn(email, 'something new', null, null);
    await expect(signIn(email, password, null, null)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(use(token)).rejects.toMatchObject({ code: 'refused' });
    expect(await readLink('password_reset', token)).toBeNull();
    const actions = await db().auditEvent.findMany({ where: { entityId: String(userId) }, orderBy: { id: 'asc' } });
    expect(actions.map(({ action, actor }) => `${action} ${actor}`)).toEqual(
      expect.arrayContaining([
        'user.reset_requested system:sign-in page',
        `user.password_reset_by_link user:${userId}`,
      ]),
    );
  });

  it('one of two at the same moment wins', async () => {
    const token = await resetToken();
    const both = await Promise.allSettled([use(token), use(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends after an hour, with a newer one, with another change of password, and for the disabled', async () => {
    const old = await resetToken();
    expect(await readLink('password_reset', old, later(HOUR - 60_000))).not.toBeNull();
    await expect(use(old, { now: later(HOUR + 1_000) })).rejects.toMatchObject({ code: 'refused' });
    const newer = await resetToken();
    expect(await readLink('password_reset', old)).toBeNull();
    expect(await readLink('invitation', newer)).toBeNull();
    await resetPassword(ctx, { userId });
    expect(await readLink('password_reset', newer)).toBeNull();
    const last = await resetToken();
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    await expect(use(last)).rejects.toMatchObject({ code: 'refused' });
  });

  it('is mailed to nobody unknown, invited or disabled, and three times in an hour at most', async () => {
    const mails = () => db().mail.count();
    const before = await mails();
    await requestPasswordReset('stranger@example.com');
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    await requestPasswordReset(email);
    expect(await mails()).toBe(before);
    await db().user.update({ where: { id: userId }, data: { disabledAt: null } });
    for (let i = 0; i < 5; i++) await requestPasswordReset(email);
    expect(await mails()).toBe(before + 3);
  });

  it('does not get round a second factor', async () => {
    const { actor } = await signIn(email, password, null, null);
    const me: Context = { actor, now: () => new Date() };
    const { secret } = await beginTotp(me, { password });
    await enableTotp(me, { code: generateSync({ secret }) });
    await expect(use(await resetToken())).rejects.toBeInstanceOf(SecondFactorNeeded);
    expect(await db().session.count({ where: { userId, revokedAt: null } })).toBe(0);
  });
});

describe('an invitation', () => {
  const accept = (link: string, now?: () => Date) =>
    use(link.split('/').at(-1) ?? '', now ? { now } : {}, 'invitation');
  const row = async (id: string) => (await listUsers(ctx, { limit: 50 })).data.find((user) => user.id === id);

  it('makes a person who cannot sign in before the link was used, within seven days', async () => {
    const to = `new-${email}`;
    const made = await inviteUser(ctx, { email: to.toUpperCase(), role: 'viewer' });
    expect(made).toMatchObject({ email: to, link: expect.stringMatching(/^http.*\/invite\/[\w-]{43}$/) });
    expect(await mailedToken(to)).toBe(made.link.split('/').at(-1));
    expect((await row(made.id))?.invitation).toEqual({ expiresAt: made.expiresAt });
    await expect(signIn(to, '', null, null)).rejects.toMatchObject({ code: 'unauthenticated' });
    await requestPasswordReset(to);
    expect(await mailedToken(to)).toBe(made.link.split('/').at(-1));
    const nextWeek = { actor: ctx.actor, now: later(7 * 24 * HOUR + 1_000) };
    const { data } = await listUsers(nextWeek, { limit: 50 });
    expect(data.find((user) => user.id === made.id)?.invitation).toEqual({ expiresAt: null });
    await expect(accept(made.link, later(7 * 24 * HOUR + 1_000))).rejects.toMatchObject({ code: 'refused' });
    const { actor } = await accept(made.link, later(6 * 24 * HOUR));
    expect(actor).toMatchObject({ kind: 'user', role: 'viewer' });
    expect((await row(made.id))?.invitation).toBeNull();
    await expect(renewInvitation(ctx, { userId: Number(made.id) })).rejects.toMatchObject({ code: 'invalid_state' });
    await expect(revokeInvitation(ctx, { userId: Number(made.id) })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('can be sent again and taken back', async () => {
    const made = await inviteUser(ctx, { email: `new-${email}`, role: 'viewer' });
    const again = await renewInvitation(ctx, { userId: Number(made.id) });
    await expect(accept(made.link)).rejects.toMatchObject({ code: 'refused' });
    await revokeInvitation(ctx, { userId: Number(made.id) });
    await expect(accept(again.link)).rejects.toMatchObject({ code: 'refused' });
    expect(await row(made.id)).toBeUndefined();
    await inviteUser(ctx, { email: `new-${email}`, role: 'viewer' });
  });

  it('is for admins, and for an address once', async () => {
    const viewer: Actor = { kind: 'key', keyId: 1, name: 'k', role: 'viewer', agentId: null, address: null };
    const as = { actor: viewer, now: () => new Date() };
    await expect(inviteUser(as, { email: 'x@example.com', role: 'viewer' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(renewInvitation(as, { userId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revokeInvitation(as, { userId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(inviteUser(ctx, { email, role: 'viewer' })).rejects.toMatchObject({ code: 'already_exists' });
  });
});

describe('the language of a letter', () => {
  it('is the receiver’s own, else that of the page where it was asked for, else English', async () => {
    await requestPasswordReset(email);
    expect(await mailTo(email)).toMatchObject({ subject: 'A new password for Gigatill' });
    await requestPasswordReset(email, { locale: 'zh-CN' });
    expect(await mailTo(email)).toMatchObject({ subject: '重置 Gigatill 密码' });
    await db().user.update({ where: { id: userId }, data: { locale: 'ja' } });
    await requestPasswordReset(email, { locale: 'zh-CN' });
    const { subject, body } = (await mailTo(email)) ?? {};
    expect(subject).toBe('Gigatill のパスワード再設定');
    expect(body).toMatch(
      / 様\n\nGigatill のパスワード再設定が申請されました。.*\/reset\/[\w-]{43}\n\nお心当たりがない/s,
    );
  });

  it('is what the browser was shown at the last sign-in, while the person has chosen none', async () => {
    const subject = async () => {
      await requestPasswordReset(email, { locale: 'en' });
      return (await mailTo(email))?.subject;
    };
    await signIn(email, password, null, null, { locale: 'ja' });
    expect(await subject()).toBe('Gigatill のパスワード再設定');
    const { actor } = await use(await mailedToken(email), { locale: 'zh-CN' });
    expect(await subject()).toBe('重置 Gigatill 密码');
    const me: Context = { actor, now: () => new Date() };
    await setPreferences(me, { locale: 'en', timeZone: null });
    expect(await subject()).toBe('A new password for Gigatill');
    expect(await db().user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({
      locale: 'en',
      shownLocale: 'zh-CN',
    });
  });

  it('is of a person with a second factor what the page with the code was in', async () => {
    const { actor } = await signIn(email, password, null, null, { locale: 'en' });
    const me: Context = { actor, now: () => new Date() };
    const { secret } = await beginTotp(me, { password });
    const { recoveryCodes } = await enableTotp(me, { code: generateSync({ secret }) });
    const refused = await signIn(email, password, null, null, { locale: 'zh-CN' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SecondFactorNeeded);
    expect((await db().user.findUniqueOrThrow({ where: { id: userId } })).shownLocale).toBe('en');
    const { step } = refused as SecondFactorNeeded; // as the line above has shown
    await completeSignIn(step, recoveryCodes[0] ?? '', null, null, { locale: 'ja' });
    expect((await db().user.findUniqueOrThrow({ where: { id: userId } })).shownLocale).toBe('ja');
  });

  it('of an invitation is that of who invites', async () => {
    const to = `new-${email}`;
    const { id } = await inviteUser(ctx, { email: to, role: 'viewer', locale: 'zh-CN' });
    expect(await mailTo(to)).toMatchObject({
      subject: 'Gigatill 邀请',
      body: expect.stringContaining('管理员 邀请加入 Gigatill'),
    });
    await renewInvitation(ctx, { userId: Number(id), locale: 'ja' });
    expect(await mailTo(to)).toMatchObject({ body: expect.stringContaining('管理者 から Gigatill への招待です') });

    // Without a page: what the person who invites has chosen or was shown; of a program or the command line English.
    await renewInvitation(ctx, { userId: Number(id) });
    expect(await mailTo(to)).toMatchObject({ subject: 'Your invitation to Gigatill' });
    const admin = `admin-${email}`;
    await createUser(ctx, { email: admin, role: 'admin', password });
    const { actor } = await signIn(admin, password, null, null, { locale: 'ja' });
    await renewInvitation({ actor, now: () => new Date() }, { userId: Number(id) });
    expect((await mailTo(to))?.body).toContain(`admin-${email.split('@')[0]}`);
    expect((await mailTo(to))?.subject).toBe('Gigatill への招待');

    // Who accepts it in a browser of another language hears in that one from then on.
    const token = await mailedToken(to);
    await setPasswordByLink({ kind: 'invitation', token, password }, null, null, { locale: 'zh-CN' });
    await requestPasswordReset(to);
    expect((await mailTo(to))?.subject).toBe('重置 Gigatill 密码');
  });
});
