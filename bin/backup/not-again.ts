import type { Client } from 'pg';

/** Who has done it, in timelines and in the audit log. */
const ACTOR = 'system:restore';

/**
 * Queued orders that must not be sent twice: whether they went out after the backup nobody knows. As after a process that died
 * during the call they are `unknown`, and the provider's records of the whole time since say what became of them.
 */
const ORDERS = `
  WITH doubtful AS (
    UPDATE "order" o SET status = 'unknown', unknown_since = now(), next_attempt_at = now(), lease_owner = NULL,
      lease_until = NULL, attempt_count = attempt_count + 1
    FROM connection k
    WHERE k.id = o.connection_id AND o.status = 'queued' AND NOT (o.type = 'top_up' AND k.provider = 'ipweb')
    RETURNING o.id, o.attempt_count, o.created_at
  ), sent AS (
    INSERT INTO attempt (order_id, no, at, finished_at, outcome, sent, message)
    SELECT id, attempt_count, created_at, now(), 'unknown', true,
      'Restored from a backup: whether this was sent after the backup is not known.' FROM doubtful
  )
  INSERT INTO order_event (order_id, at, "from", "to", actor, detail)
  SELECT d.id, now(), e.before::"OrderStatus", e.after::"OrderStatus", '${ACTOR}', e.detail
  FROM doubtful d CROSS JOIN (VALUES (1, 'queued', 'submitting', NULL),
    (2, 'submitting', 'unknown', 'Restored from a backup: whether this was sent after the backup is not known yet.'))
    AS e (no, before, after, detail) ORDER BY d.id, e.no`;

/** Lists that were under way: rows without an order may have become one after the backup. */
const LISTS = `
  WITH stopped AS (
    UPDATE bulk_job SET status = 'cancelled', finished_at = now(),
      stopped_why = 'Restored from a backup: the other rows may have been ordered after it. Check them again.'
    WHERE status = 'running' RETURNING id, agent_id, stopped_why
  )
  INSERT INTO audit_event (at, actor, actor_name, action, entity, entity_id, agent_id, after)
  SELECT now(), '${ACTOR}', 'restore', 'bulk.cancelled', 'bulk', id::text, agent_id, jsonb_build_object('why', stopped_why)
  FROM stopped`;

/** Days of schedules up to now: what was due after the backup may have been ordered. */
const SCHEDULES = `
  UPDATE auto_top_up SET schedule_after = greatest(schedule_after, now()) WHERE schedule IS NOT NULL`;

/** Firings without an order may have made theirs after the backup. */
const FIRINGS = `
  UPDATE auto_top_up_firing SET problem = 'Restored from a backup: it may have been ordered after it.'
  WHERE order_id IS NULL AND problem IS NULL`;

/**
 * What may have been done between a backup and now is not done again by itself: run in the transaction that puts the backup
 * back, before any worker sees it. Replay-safe top-ups go on: the provider knows their reference.
 */
export async function notAgain(client: Client): Promise<void> {
  for (const statement of [ORDERS, LISTS, SCHEDULES, FIRINGS]) await client.query(statement);
}
