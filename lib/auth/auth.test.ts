import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import {
  actorFromRequest,
  changePassword,
  createApiKey,
  createUser,
  listApiKeys,
  listSessions,
  resetPassword,
  revokeApiKey,
  revokeOtherSessions,
  revokeSession,
  signIn,
  signOut,
  updateUser,
} from './index';
import { decodeSession, encodeSession, sessionCookie } from './token';

useTestDatabase();
afterAll(closeDb);

const ctx = systemContext('test');
let agentId = 0;

beforeAll(async () => {
  const agent = await db().agent.create({
    data: {
      name: 'Acme',
      email: 'acme@example.com',
      currency: 'USD',
      billingAccount: { create: { name: 'Acme', currency: 'USD' } },
    },
  });
  agentId = agent.id;
});

function as(actor: Actor): Context {
  return { actor, now: () => new Date() };
}

async function request(method: string, headers: Record<string, string>): Promise<Actor | null> {
  return actorFromRequest(new Request('http://localhost/api/v1/orders', { method, headers }));
}

async function withSession(sessionId: string, method = 'GET'): Promise<Actor | null> {
  return request(method, { cookie: `a=b; ${sessionCookie().name}=${await encodeSession(sessionId)}; c=d` });
}

describe('users', () => {
  it('makes up a password that works, and refuses the same e-mail again', async () => {
    const user = await createUser(ctx, { email: 'Ada@Example.com ', role: 'admin' });
    expect(user).toMatchObject({ email: 'ada@example.com', role: 'admin', agentId: null });
    expect(user.password).toMatch(/^[a-zA-Z2-9]{20}$/);
    const { actor } = await signIn('ADA@example.com', user.password ?? '', '192.0.2.1', 'Test');
    expect(actor).toMatchObject({ kind: 'user', role: 'admin', agentId: null });
    await expect(createUser(ctx, { email: 'ada@example.com', role: 'viewer' })).rejects.toMatchObject({
      code: 'already_exists',
    });
    const kept = await db().user.findUniqueOrThrow({ where: { email: 'ada@example.com' } });
    expect(kept.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("finds an agent's user its agent by e-mail", async () => {
    const user = await createUser(ctx, { email: 'ACME@example.com', role: 'agent', password: 'long enough' });
    expect(user).toMatchObject({ agentId: String(agentId), password: null });
    await expect(createUser(ctx, { email: 'nobody@example.com', role: 'agent' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('writes who did it, and no password', async () => {
    const events = await db().auditEvent.findMany({ where: { action: 'user.created' } });
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events.map(({ after }) => after))).not.toMatch(/argon2|password/);
  });

  it('is for admins', async () => {
    const viewer: Actor = { kind: 'key', keyId: 1, name: 'k', role: 'viewer', agentId: null, address: null };
    await expect(createUser(as(viewer), { email: 'x@example.com', role: 'viewer' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(createApiKey(as(viewer), { name: 'n', role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listApiKeys(as(viewer), { limit: 5 })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('keeps one admin', async () => {
    const ada = await db().user.findUniqueOrThrow({ where: { email: 'ada@example.com' } });
    await expect(updateUser(ctx, { id: ada.id, disabled: true })).rejects.toMatchObject({ code: 'refused' });
    await expect(updateUser(ctx, { id: ada.id, role: 'viewer' })).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('sessions', () => {
  const password = 'correct horse';
  let userId = 0;
  beforeAll(async () => {
    userId = Number((await createUser(ctx, { email: 'vera@example.com', role: 'viewer', password })).id);
  });

  it('follows the database at every request', async () => {
    const { sessionId } = await signIn('vera@example.com', password, null, null);
    expect(await withSession(sessionId)).toMatchObject({ kind: 'user', role: 'viewer', userId });
    await db().user.update({ where: { id: userId }, data: { role: 'admin' } });
    expect(await withSession(sessionId)).toMatchObject({ role: 'admin' });
    await db().user.update({ where: { id: userId }, data: { role: 'viewer' } });
    await updateUser(ctx, { id: userId, disabled: true });
    expect(await withSession(sessionId)).toBeNull();
    await expect(signIn('vera@example.com', password, null, null)).rejects.toMatchObject({ code: 'unauthenticated' });
    await updateUser(ctx, { id: userId, disabled: false });
    expect(await withSession(sessionId)).toBeNull();
  });

  it('reads with a cookie but never writes', async () => {
    const { sessionId } = await signIn('vera@example.com', password, null, null);
    expect(await withSession(sessionId, 'HEAD')).not.toBeNull();
    for (const method of ['POST', 'PATCH', 'DELETE', 'PUT']) expect(await withSession(sessionId, method)).toBeNull();
  });

  it('ends by signing out, by revoking, by the clock', async () => {
    const first = await signIn('vera@example.com', password, null, null);
    const second = await signIn('vera@example.com', password, null, null);
    const sessions = await listSessions(as(second.actor));
    expect(sessions.find((session) => session.current)?.id).toBe(second.sessionId);
    await signOut(as(first.actor));
    expect(await withSession(first.sessionId)).toBeNull();
    await revokeSession(as(second.actor), { id: second.sessionId });
    expect(await withSession(second.sessionId)).toBeNull();
    const third = await signIn('vera@example.com', password, null, null);
    const cookie = `${sessionCookie().name}=${await encodeSession(third.sessionId)}`;
    const later = () => new Date(Date.now() + 8 * 86_400_000);
    expect(await actorFromRequest(new Request('http://x/', { headers: { cookie } }), later)).toBeNull();
  });

  it("does not end another's", async () => {
    const { actor } = await signIn('vera@example.com', password, null, null);
    const { sessionId } = await signIn('acme@example.com', 'long enough', null, null);
    await expect(revokeSession(as(actor), { id: sessionId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(listSessions(as(actor), { everybody: true })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await withSession(sessionId)).toMatchObject({ role: 'agent', agentId });
  });

  it('ends all but the one that asks', async () => {
    const { actor, sessionId } = await signIn('vera@example.com', password, null, null);
    const other = await signIn('vera@example.com', password, null, null);
    expect(await revokeOtherSessions(as(actor))).toBeGreaterThan(0);
    expect(await withSession(other.sessionId)).toBeNull();
    expect(await withSession(sessionId)).not.toBeNull();
    expect(await revokeOtherSessions(as(actor))).toBe(0);
  });

  it('changes the password and ends the other sessions', async () => {
    const { actor, sessionId } = await signIn('vera@example.com', password, null, null);
    const other = await signIn('vera@example.com', password, null, null);
    await expect(changePassword(as(actor), { current: 'wrong', next: 'something new' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await changePassword(as(actor), { current: password, next: 'something new' });
    expect(await withSession(sessionId)).not.toBeNull();
    expect(await withSession(other.sessionId)).toBeNull();
    const reset = await resetPassword(ctx, { userId });
    expect(await withSession(sessionId)).toBeNull();
    await signIn('vera@example.com', reset.password, null, null);
  });

  it('takes no cookie that it did not make', async () => {
    expect(await decodeSession('nonsense')).toBeNull();
    expect(await decodeSession('')).toBeNull();
    const value = await encodeSession('x'.repeat(32));
    expect(await decodeSession(`${value.slice(0, -3)}abc`)).toBeNull();
    expect(await withSession('x'.repeat(32))).toBeNull();
  });
});

describe('the throttle', () => {
  const wrong = (email: string, address: string) =>
    signIn(email, 'wrong', address, null).then(
      () => 'in',
      (error: { code: string }) => error.code,
    );

  it('stops guessing at one account, also by many at once, and does not lock the owner out elsewhere', async () => {
    await createUser(ctx, { email: 'bob@example.com', role: 'viewer', password: 'the password' });
    const answers = await Promise.all(Array.from({ length: 16 }, () => wrong('bob@example.com', '198.51.100.7')));
    expect(answers.filter((code) => code === 'unauthenticated')).toHaveLength(10);
    expect(answers.filter((code) => code === 'rate_limited')).toHaveLength(6);
    await expect(signIn('bob@example.com', 'the password', '198.51.100.7', null)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: expect.any(Number),
    });
    await signIn('bob@example.com', 'the password', '198.51.100.8', null);
  });

  it('counts unknown names as well, by address', async () => {
    const answers: string[] = [];
    for (let i = 0; i < 104; i++) answers.push(await wrong(`nobody${i}@example.com`, '198.51.100.9'));
    expect(answers.filter((code) => code === 'unauthenticated')).toHaveLength(100);
    expect(answers.slice(100)).toEqual(['rate_limited', 'rate_limited', 'rate_limited', 'rate_limited']);
  });

  it('forgets failures after the right password', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 8; i++) await wrong('bob@example.com', '198.51.100.10');
      await signIn('bob@example.com', 'the password', '198.51.100.10', null);
    }
  });
});

describe('API keys', () => {
  const bearer = (key: string, method = 'POST') => request(method, { authorization: `Bearer ${key}` });

  it('are told once and kept as a hash', async () => {
    const made = await createApiKey(ctx, { name: 'till', role: 'admin' });
    expect(made.key).toMatch(/^gt_[A-Za-z0-9]{40}$/);
    expect(await bearer(made.key)).toMatchObject({ kind: 'key', role: 'admin', agentId: null, name: 'till' });
    const { data } = await listApiKeys(ctx, { limit: 10 });
    expect(data[0]).toMatchObject({ id: made.id, prefix: made.key.slice(0, 9), revokedAt: null });
    expect(data[0]?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(await db().apiKey.findMany())).not.toContain(made.key);
    expect(
      JSON.stringify(await db().auditEvent.findMany({ where: { entity: 'api_key' }, select: { after: true } })),
    ).not.toContain(made.key);
  });

  it('say who made them, also by another key, and whether this person is an admin still', async () => {
    const user = await createUser(ctx, {
      email: 'leaving@example.com',
      role: 'admin',
      password: 'long enough',
      name: 'Leaving',
    });
    const { actor } = await signIn('leaving@example.com', 'long enough', '192.0.2.9', 'Test');
    const first = await createApiKey(as(actor), { name: 'hers', role: 'admin' });
    const second = await createApiKey(as((await bearer(first.key)) as Actor), { name: 'her key’s', role: 'viewer' });
    const makers = async () =>
      (await listApiKeys(ctx, { limit: 10 })).data
        .filter(({ id }) => id === first.id || id === second.id)
        .map(({ madeBy }) => madeBy);
    expect(await makers()).toEqual(Array(2).fill({ name: 'Leaving', isAdmin: true }));
    await updateUser(ctx, { id: Number(user.id), disabled: true });
    expect(await makers()).toEqual(Array(2).fill({ name: 'Leaving', isAdmin: false }));
    expect((await listApiKeys(ctx, { limit: 10 })).data.find(({ name }) => name === 'till')?.madeBy).toBeNull();
  });

  it('can be an agent', async () => {
    const byId = await createApiKey(ctx, { name: 'a', agentId });
    const byEmail = await createApiKey(ctx, { name: 'b', agentEmail: 'Acme@Example.com' });
    for (const { key } of [byId, byEmail]) expect(await bearer(key)).toMatchObject({ role: 'agent', agentId });
    await expect(createApiKey(ctx, { name: 'c', agentId: 0 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('end at once when revoked, when unknown, when of another form', async () => {
    const { id, key } = await createApiKey(ctx, { name: 'gone', role: 'viewer' });
    await revokeApiKey(ctx, { id: Number(id) });
    await revokeApiKey(ctx, { id: Number(id) });
    expect(await bearer(key)).toBeNull();
    expect(await bearer(`gt_${'a'.repeat(40)}`)).toBeNull();
    expect(await bearer('')).toBeNull();
    expect(await request('GET', { authorization: 'Basic abc' })).toBeNull();
    await expect(revokeApiKey(ctx, { id: 0 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('note their use at most once a minute', async () => {
    const { id, key } = await createApiKey(ctx, { name: 'busy', role: 'viewer' });
    const at = async (ms: number) => {
      const headers = { authorization: `Bearer ${key}` };
      await actorFromRequest(new Request('http://x/', { headers }), () => new Date(ms));
      return (await db().apiKey.findUniqueOrThrow({ where: { id: Number(id) } })).lastUsedAt?.getTime();
    };
    const start = Date.parse('2026-11-21T09:00:00Z');
    expect(await at(start)).toBe(start);
    expect(await at(start + 59_000)).toBe(start);
    expect(await at(start + 61_000)).toBe(start + 61_000);
  });
});
