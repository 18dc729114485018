import { afterAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import type { Context } from '@/lib/core/actor';
import { systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { createUser } from './create-user';
import { personOfSession } from './session-row';
import { setPreferences } from './set-preferences';
import { signIn } from './sign-in';

useTestDatabase();
afterAll(closeDb);

it('keeps language and zone of the person, tells the audit what changed, and forgets them again', async () => {
  const email = 'mei@example.com';
  await createUser(systemContext('test'), { email, role: 'viewer', password: 'long enough' });
  const { sessionId, actor } = await signIn(email, 'long enough', null, null);
  const ctx: Context = { actor, now: () => new Date() };
  const chosen = async () => {
    const person = await personOfSession(sessionId, null, new Date());
    return [person?.locale, person?.timeZone];
  };
  expect(await chosen()).toEqual([null, null]);

  await setPreferences(ctx, { locale: 'zh-CN', timeZone: 'Asia/Shanghai' });
  expect(await chosen()).toEqual(['zh-CN', 'Asia/Shanghai']);
  await setPreferences(ctx, { locale: 'ja' });
  await setPreferences(ctx, { locale: 'ja', timeZone: 'Asia/Shanghai' });
  expect(await chosen()).toEqual(['ja', 'Asia/Shanghai']);
  const events = await db().auditEvent.findMany({
    where: { action: 'user.preferences_changed' },
    orderBy: { id: 'asc' },
  });
  expect(events.map(({ before, after }) => [before, after])).toEqual([
    [
      { locale: null, timeZone: null },
      { locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    ],
    [{ locale: 'zh-CN' }, { locale: 'ja' }],
  ]);

  await expect(setPreferences(ctx, { timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'invalid_input' });
  await setPreferences(ctx, { locale: null, timeZone: null });
  expect(await chosen()).toEqual([null, null]);
});
