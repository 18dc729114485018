import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { encodeSession, sessionCookie } from '@/lib/auth/token';

/** Somebody who is signed in at a browser, and some of the customers that this person sees. */
export type Seat = { headers: () => Record<string, string>; customerIds: number[] };

const CUSTOMERS = 5;

async function openSession(client: Client, userId: number, customerIds: number[]): Promise<Seat> {
  const id = randomBytes(24).toString('base64url');
  await client.query(`INSERT INTO session (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`, [
    id,
    userId,
  ]);
  const cookie = `${sessionCookie().name}=${await encodeSession(id)}`;
  return { headers: () => ({ cookie }), customerIds };
}

/**
 * Adds `count` people with the role agent, spread over the agents, each with a session. They are written to the database,
 * because signing in is throttled by address and is not what is measured.
 */
export async function seatAgents(client: Client, count: number): Promise<Seat[]> {
  const { rows } = await client.query<{ id: number; customers: number[] }>(
    `WITH sellers AS (SELECT array_agg(id ORDER BY id) AS ids, count(*)::int AS count FROM agent),
    people AS (
      INSERT INTO "user" (email, name, role, agent_id)
      SELECT 'seat-' || n || '@bench.example', 'Seat ' || n, 'agent', ids[1 + (n - 1) % count]
      FROM sellers, generate_series(1, $1::int) n RETURNING id, agent_id)
    SELECT p.id, ARRAY(SELECT c.id FROM customer c WHERE c.agent_id = p.agent_id ORDER BY c.id LIMIT ${CUSTOMERS}) AS customers
    FROM people p ORDER BY p.id`,
    [count],
  );
  const seats: Seat[] = [];
  for (const { id, customers } of rows) seats.push(await openSession(client, id, customers));
  return seats;
}

/** An admin at a browser. */
export async function seatAdmin(client: Client): Promise<Seat> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO "user" (email, name, role) VALUES ('seat-admin@bench.example', 'Seat', 'admin') RETURNING id`,
  );
  return openSession(client, rows[0]?.id ?? 0, []);
}
