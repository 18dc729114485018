import { ExactNumber } from './exact-json';

const KEY_WITH_SPACE = /\s"\s*:|[{,]\s*"\s/;

/** Trims the keys of all objects (IPWeb sends `"residualFlow "` beside `"residualFlow"`); the clean key wins. */
export function withTrimmedKeys(text: string, value: unknown): unknown {
  return KEY_WITH_SPACE.test(text) ? trimKeys(value) : value;
}

function trimKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(trimKeys);
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) return value;
  const entries = Object.entries(value);
  const padded = entries.filter(([key]) => key !== key.trim());
  const clean = entries.filter(([key]) => key === key.trim());
  return Object.fromEntries([...padded, ...clean].map(([key, inner]) => [key.trim(), trimKeys(inner)]));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/**
 * True where an object of the text names a key twice. Such an answer to a command says two things at once, and
 * `JSON.parse` would silently believe the last.
 */
export function hasRepeatedKey(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  let pending: string | null = null;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && pending !== null) {
      const keys = open.at(-1);
      if (keys?.has(pending)) return true;
      keys?.add(pending);
    }
    pending = token.startsWith('"') ? token : null;
  }
  return false;
}

const MAX_RAW_TEXT = 4_000;

/**
 * A parsed row as plain JSON for storage: numbers where a float holds them exactly, else their text; text bounded and
 * without what PostgreSQL's JSON refuses (NUL, lone surrogates).
 */
export function toPlainJson(value: unknown): unknown {
  if (value instanceof ExactNumber) {
    const float = Number(value.text);
    const shortest = value.text.includes('.') ? value.text.replace(/\.?0+$/, '') : value.text;
    return String(float) === shortest ? float : value.text;
  }
  if (typeof value === 'string') return storable(value).slice(0, MAX_RAW_TEXT);
  if (Array.isArray(value)) return value.slice(0, 1_000).map(toPlainJson);
  if (value === null || typeof value !== 'object') return value;
  return toPlainRecord(value);
}

/** `toPlainJson` of one object. */
export function toPlainRecord(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), toPlainJson(inner)]));
}

/** Text that PostgreSQL can hold: well-formed and without NUL. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}
