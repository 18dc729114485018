import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb } from '@/lib/infra/db';
import {
  beginTotp,
  confirmIdentity,
  createApiKey,
  createUser,
  enableTotp,
  getSecondFactor,
  renewRecoveryCodes,
  requireFresh,
  signIn,
} from './index';

useTestDatabase();
afterAll(closeDb);

const password = 'correct horse';
const START = Date.parse('2026-11-21T09:00:00Z');
let nowMs = START;
let me: Context;

beforeAll(async () => {
  await createUser(systemContext('test'), { email: 'ada@example.com', role: 'admin', password });
  const now = () => new Date(nowMs);
  const { actor } = await signIn('ada@example.com', password, null, null, { now });
  me = { actor, now };
});

describe('confirming who one is', () => {
  it('is not asked just after signing in, and is a quarter of an hour later', async () => {
    await createApiKey(me, { name: 'first', role: 'viewer' });
    nowMs += 15 * 60_000;
    await expect(requireFresh(me)).rejects.toMatchObject({ code: 'confirmation_needed' });
    await expect(createApiKey(me, { name: 'second', role: 'viewer' })).rejects.toMatchObject({
      code: 'confirmation_needed',
    });
    await createApiKey(systemContext('test'), { name: 'by a job', role: 'viewer' });
  });

  it('takes the right password', async () => {
    await expect(confirmIdentity(me, { password: 'wrong', code: '' })).rejects.toMatchObject({
      fields: [{ path: 'password' }],
    });
    await expect(requireFresh(me)).rejects.toMatchObject({ code: 'confirmation_needed' });
    await confirmIdentity(me, { password, code: '' });
    await createApiKey(me, { name: 'third', role: 'viewer' });
  });

  it('lasts no longer where a clock that was ahead has granted it', async () => {
    const day = 86_400_000;
    nowMs += day;
    await confirmIdentity(me, { password, code: '' });
    await requireFresh(me);
    nowMs -= day;
    await expect(requireFresh(me)).rejects.toMatchObject({ code: 'confirmation_needed' });
  });

  it('and the code, where a second factor is on', async () => {
    const { secret } = await beginTotp(me, { password });
    const code = () => generateSync({ secret, epoch: Math.floor(nowMs / 1000) });
    await enableTotp(me, { code: code() });
    nowMs += 15 * 60_000;
    for (const wrong of ['', 'nonsense']) {
      await expect(confirmIdentity(me, { password, code: wrong })).rejects.toMatchObject({
        fields: [{ path: 'code' }],
      });
    }
    await expect(requireFresh(me)).rejects.toMatchObject({ code: 'confirmation_needed' });
    await confirmIdentity(me, { password, code: code() });
    await requireFresh(me);
    await expect(confirmIdentity(me, { password, code: code() })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('and before recovery codes are renewed, which voids the old ones', async () => {
    const first = await renewRecoveryCodes(me);
    const second = await renewRecoveryCodes(me);
    expect(new Set([...first.recoveryCodes, ...second.recoveryCodes]).size).toBe(20);
    expect((await getSecondFactor(me)).recoveryCodesLeft).toBe(10);
    nowMs += 15 * 60_000;
    await expect(renewRecoveryCodes(me)).rejects.toMatchObject({ code: 'confirmation_needed' });
    const [old = '', kept = ''] = [first.recoveryCodes[0], second.recoveryCodes[0]];
    await expect(confirmIdentity(me, { password, code: old })).rejects.toMatchObject({ code: 'invalid_input' });
    await confirmIdentity(me, { password, code: kept });
    expect((await getSecondFactor(me)).recoveryCodesLeft).toBe(9);
  });
});
