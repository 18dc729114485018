import 'server-only';

/** Prisma's codes for a database that cannot be reached, is full, or gave up a transaction that may be tried again. */
const AWAY_CODES = new Set(['P1001', 'P1002', 'P1003', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);
const AWAY_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
  'DatabaseDoesNotExist',
]);
/** As PostgreSQL and the sockets say it: connection (08), no such database, resources (53), shut-down (57P), conflict (40). */
const AWAY_STATES = /^(08\w{3}|3D000|53\w{3}|57P0\d|40001|40P01|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE)$/;

const BAD_VALUE_CODES = new Set(['P2000', 'P2005', 'P2006', 'P2007', 'P2019', 'P2020', 'P2033']);
const BAD_VALUE_KINDS = new Set(['LengthMismatch', 'ValueOutOfRange', 'InvalidInputValue']);
/** Data exceptions: out of range, no such text, no such number. */
const BAD_VALUE_STATES = /^22\w{3}$/;

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

/**
 * What a failed query means to a caller: the database is `away` (try again later), a value was one that it cannot hold
 * (`bad_value`), or neither (`null`).
 */
export function databaseTrouble(error: unknown): 'away' | 'bad_value' | null {
  const cause = field(field(field(error, 'meta'), 'driverAdapterError'), 'cause') ?? field(error, 'cause');
  const code = String(field(error, 'code') ?? '');
  const kind = String(field(cause, 'kind') ?? '');
  const state = String(field(cause, 'originalCode') ?? code);
  if (AWAY_CODES.has(code) || AWAY_KINDS.has(kind) || AWAY_STATES.test(state)) return 'away';
  // pg's pool has no code for this.
  const message = error instanceof Error ? error.message : '';
  if (/timeout exceeded when trying to connect|Connection terminated/.test(message)) return 'away';
  if (BAD_VALUE_CODES.has(code) || BAD_VALUE_KINDS.has(kind) || BAD_VALUE_STATES.test(state)) return 'bad_value';
  return null;
}
