import { generateSync } from 'otplib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import {
  beginTotp,
  completeSignIn,
  createUser,
  disableTotp,
  enableTotp,
  getSecondFactor,
  resetTotp,
  SecondFactorNeeded,
  signIn,
} from './index';
import { decodeFirstStep, decodeSession, encodeFirstStep, encodeSession, type FirstStep } from './token';

useTestDatabase();
afterAll(closeDb);

const START = Date.parse('2026-11-21T09:00:00Z');
const STEP_MS = 30_000;
const password = 'correct horse';
let nowMs = START;
const now = () => new Date(nowMs);
let serial = 0;
let email = '';
let userId = 0;
let me: Context;

function codeAt(secret: string, ms: number): string {
  return generateSync({ secret, epoch: Math.floor(ms / 1000) });
}

async function firstStep(given = password): Promise<FirstStep> {
  try {
    await signIn(email, given, '192.0.2.1', null, { now });
  } catch (error) {
    if (error instanceof SecondFactorNeeded) return error.step;
    throw error;
  }
  throw new Error('no code was asked for');
}

const complete = (step: FirstStep, code: string) => completeSignIn(step, code, '192.0.2.1', 'Test', { now });

async function switchOn(): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await beginTotp(me, { password });
  const { recoveryCodes } = await enableTotp(me, { code: codeAt(secret, nowMs) });
  nowMs += STEP_MS;
  return { secret, recoveryCodes };
}

beforeEach(async () => {
  nowMs = START;
  email = `user${serial++}@example.com`;
  userId = Number((await createUser(systemContext('test'), { email, role: 'admin', password })).id);
  const { actor } = await signIn(email, password, null, null, { now });
  me = { actor, now };
});

describe('set-up', () => {
  it('counts only after a code, keeps the secret sealed and the recovery codes hashed', async () => {
    const { secret, qr } = await beginTotp(me, { password });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    await signIn(email, password, null, null, { now });
    await expect(enableTotp(me, { code: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
    const { recoveryCodes } = await enableTotp(me, { code: ` ${codeAt(secret, nowMs).replace(/^.../, '$& ')}` });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await getSecondFactor(me)).toEqual({ enabledAt: now().toISOString(), recoveryCodesLeft: 10 });
    const kept = JSON.stringify([
      await db().user.findMany(),
      await db().recoveryCode.findMany(),
      await db().auditEvent.findMany({ select: { action: true, after: true } }),
    ]);
    for (const text of [secret, ...recoveryCodes]) expect(kept).not.toContain(text);
    await expect(beginTotp(me, { password })).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('wants the password, both ways', async () => {
    await expect(beginTotp(me, { password: 'wrong' })).rejects.toMatchObject({ code: 'invalid_input' });
    await switchOn();
    await expect(disableTotp(me, { password: 'wrong' })).rejects.toMatchObject({ code: 'invalid_input' });
    await disableTotp(me, { password });
    expect(await getSecondFactor(me)).toEqual({ enabledAt: null, recoveryCodesLeft: 0 });
    await signIn(email, password, null, null, { now });
    const events = await db().auditEvent.findMany({ where: { entityId: String(userId) }, orderBy: { id: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.totp_enabled', 'user.totp_disabled']),
    );
  });
});

describe('signing in', () => {
  it('takes a code once, also of two at the same moment', async () => {
    const { secret } = await switchOn();
    const code = codeAt(secret, nowMs);
    const step = await firstStep();
    const both = await Promise.allSettled([complete(step, code), complete(step, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(complete(step, code)).rejects.toMatchObject({ code: 'unauthenticated' });
    nowMs += STEP_MS;
    const { actor } = await complete(step, codeAt(secret, nowMs));
    expect(actor).toMatchObject({ kind: 'user', userId });
  });

  it('forgives a clock that is a step off, and no more', async () => {
    const { secret } = await switchOn();
    nowMs += 10 * STEP_MS;
    const step = await firstStep();
    await expect(complete(step, codeAt(secret, nowMs - 2 * STEP_MS))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await complete(step, codeAt(secret, nowMs + STEP_MS));
    await expect(complete(step, codeAt(secret, nowMs))).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('takes a recovery code once, however it is typed', async () => {
    const { recoveryCodes } = await switchOn();
    const [first = ''] = recoveryCodes;
    const step = await firstStep();
    await complete(step, ` ${first.toUpperCase().replaceAll('-', ' ')}`);
    await expect(complete(step, first)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await getSecondFactor(me)).recoveryCodesLeft).toBe(9);
    const opened = await db().auditEvent.findFirst({ where: { action: 'session.opened' }, orderBy: { id: 'desc' } });
    expect(opened?.after).toEqual({ factor: 'recovery' });
  });

  it('says nothing of a second factor to a wrong password', async () => {
    await switchOn();
    await expect(firstStep('wrong')).rejects.toThrow('E-mail or password is wrong.');
  });

  it('stops guessing, whatever the right password forgives', async () => {
    const { secret } = await switchOn();
    for (let i = 0; i < 10; i++) {
      await expect(complete(await firstStep(), 'nonsense')).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    await expect(complete(await firstStep(), codeAt(secret, nowMs))).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('begins again when the password changed in between or the person was disabled', async () => {
    const { secret } = await switchOn();
    const step = await firstStep();
    await expect(complete({ ...step, passwordMark: 'other' }, codeAt(secret, nowMs))).rejects.toThrow('Sign in again');
    await db().user.update({ where: { id: userId }, data: { disabledAt: now() } });
    await expect(complete(step, codeAt(secret, nowMs))).rejects.toThrow('Sign in again');
  });
});

it('an admin takes it away from another, whose sessions end; not from oneself', async () => {
  await switchOn();
  await expect(resetTotp(me, { userId })).rejects.toMatchObject({ code: 'refused' });
  const viewer: Actor = { kind: 'key', keyId: 1, name: 'k', role: 'viewer', agentId: null, address: null };
  await expect(resetTotp({ actor: viewer, now }, { userId })).rejects.toMatchObject({ code: 'forbidden' });
  await resetTotp(systemContext('test'), { userId });
  expect(await db().session.count({ where: { userId, revokedAt: null } })).toBe(0);
  await signIn(email, password, null, null, { now });
});

it('a first step is no session, and a session no first step', async () => {
  const step = { userId: 7, passwordMark: 'abc' };
  const value = await encodeFirstStep(step);
  expect(await decodeFirstStep(value)).toEqual(step);
  expect(await decodeSession(value)).toBeNull();
  expect(await decodeFirstStep(await encodeSession('x'))).toBeNull();
  expect(await decodeFirstStep('nonsense')).toBeNull();
});
