import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createUser, signIn } from '@/lib/auth';
import { encodeSession, sessionCookie } from '@/lib/auth/token';
import { type Role, systemContext } from '@/lib/core/actor';
import { type Caller, useApiWorld } from './api/v1/endpoints/testing/world';
import { ACTIONS, type ActionLine, type Ids, type Who } from './testing/action-table';

// Server actions as a browser calls them, with a session's cookie: who may, and that another's is as good as missing.

const browser = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { value: browser.cookies.get(name) } : undefined),
    set: () => undefined,
  }),
  headers: async () => new Headers({ 'sec-fetch-site': 'same-origin', host: 'localhost' }),
}));
vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));
vi.mock('next-intl/server', () => ({
  getTranslations: async () => (name: string) => name,
  getRequestConfig: (make: unknown) => make,
  getLocale: async () => 'en',
  getTimeZone: async () => 'UTC',
}));

type Answer = { ok: boolean; code?: string; message?: string; data?: object };
type Action = (...args: unknown[]) => Promise<Answer>;

const world = useApiWorld();
let ids: Ids;
const sessions = new Map<Caller, string>();
const actions = new Map<string, Action>();

const MODULES = globSync('app/**/*.ts', { exclude: (name) => name.endsWith('.test.ts') }).filter((path) =>
  /^'use server';/.test(readFileSync(path, 'utf8')),
);

beforeAll(async () => {
  ids = { ...world.own, connectionId: world.connectionId, none: '999999' };
  const people: [Caller, Role, string | null][] = [
    ['admin', 'admin', null],
    ['viewer', 'viewer', null],
    ['agent', 'agent', world.own.agentId],
    ['rival', 'agent', world.rivalId],
  ];
  for (const [name, role, agentId] of people) {
    const person = { email: `${name}@people.example`, role, password: 'correct horse' };
    await createUser(systemContext('test'), agentId === null ? person : { ...person, agentId: Number(agentId) });
    const { sessionId } = await signIn(person.email, person.password, null, null);
    sessions.set(name, await encodeSession(sessionId));
  }
  for (const path of MODULES) {
    const module: Record<string, unknown> = await import(/* @vite-ignore */ resolve(path));
    // A 'use server' module exports async functions only.
    for (const [name, value] of Object.entries(module)) actions.set(name, value as Action);
  }
}, 60_000);

let keys = 0;

async function callAs(caller: Caller | null, name: string, line: ActionLine, about = ids): Promise<Answer> {
  browser.cookies.clear();
  const session = caller && sessions.get(caller);
  if (session) browser.cookies.set(sessionCookie().name, session);
  keys += 1;
  const act = actions.get(name);
  if (!act) throw new Error(`no action ${name}`);
  return act(...(line.args?.(about, `access-test-key-${keys}`) ?? []));
}

/** Admin, viewer, agent. */
const MAY: Record<Exclude<Who, 'self' | 'public'>, readonly Caller[]> = {
  admin: ['admin'],
  staff: ['admin', 'viewer'],
  sellers: ['admin', 'agent'],
  everyone: ['admin', 'viewer', 'agent'],
};

it('has a line for every server action, and no other', () => {
  expect([...actions.keys()].sort()).toEqual(Object.keys(ACTIONS).sort());
});

const lines = Object.entries(ACTIONS).map(([name, line]) => ({ name, line, who: line.who }));

describe.each(lines.filter(({ who }) => who !== 'public'))('$name ($who)', ({ name, line, who }) => {
  it('is closed to those who are not signed in', async () => {
    expect(await callAs(null, name, line)).toMatchObject({ ok: false, code: 'unauthenticated' });
  });

  if (who === 'self' || who === 'public') return;

  it.each(['viewer', 'agent', 'admin'] as const)('is open to %s or not, as agreed', async (role) => {
    const answer = await callAs(role, name, line);
    if (MAY[who].includes(role)) {
      expect(['forbidden', 'unauthenticated'], JSON.stringify(answer)).not.toContain(answer.code);
      // A refusal without a code is about the form: then nothing was learned of access.
      if (!answer.ok) expect(answer.code, JSON.stringify(answer)).toBeDefined();
    } else if (line.eachByItself) {
      expect(answer).toMatchObject({ data: { failed: [{}] } });
      expect(Object.values(answer.data ?? {})).toContain(0);
    } else {
      expect(['forbidden', 'not_found'], JSON.stringify(answer)).toContain(answer.code);
    }
  });

  if (!line.scoped) return;

  it("is for another agent's as for what is not there", async () => {
    const missing = Object.fromEntries(Object.keys(ids).map((part) => [part, '999999'])) as Ids;
    const foreign = await callAs('rival', name, line);
    expect(foreign).toMatchObject({ ok: false, code: 'not_found' });
    // The connection is the house's and there for all.
    expect(await callAs('rival', name, line, { ...missing, connectionId: ids.connectionId })).toEqual(foreign);
  });
});
