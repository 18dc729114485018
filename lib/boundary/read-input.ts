import type { z } from 'zod';
import { AppError, type FieldError, notFound } from '@/lib/core/errors';
import type { Endpoint } from './endpoint';

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;

function invalid(path: string, message: string): AppError {
  const detail = path === '' ? message : `${path}: ${message}`;
  return new AppError('invalid_input', detail, { fields: [{ path, message }] });
}

function tooLarge(): AppError {
  return new AppError('payload_too_large', 'A body may have at most 1 MiB.');
}

/** Text that PostgreSQL or JSON cannot hold: a null character, half of a surrogate pair. */
function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

/** The body's bytes, counted while they come in: a length that a client states is not trusted. */
async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return Buffer.concat(parts);
    size += part.value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader?.cancel();
      throw tooLarge();
    }
    parts.push(part.value);
  }
}

/** Refuses nesting that would overflow the stack of whatever walks the value later. */
function assertFlatEnough(text: string): void {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inText) {
      if (char === 0x5c) i++;
      else if (char === 0x22) inText = false;
    } else if (char === 0x22) inText = true;
    else if (char === 0x5b || char === 0x7b) depth++;
    else if (char === 0x5d || char === 0x7d) depth--;
    if (depth > MAX_DEPTH) throw invalid('', `The body is nested more than ${MAX_DEPTH} levels deep.`);
  }
}

function assertStorable(value: unknown, path: string): void {
  if (typeof value === 'string' && isUnstorable(value))
    throw invalid(path, 'This text has characters that cannot be stored.');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (isUnstorable(key)) throw invalid(path, 'A name has characters that cannot be stored.');
    assertStorable(inner, path === '' ? key : `${path}.${key}`);
  }
}

/** The JSON body; an empty one is `{}`, so that a body whose fields are all optional may be left out. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.byteLength === 0) return {};
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw invalid('', 'The body is not valid UTF-8.');
    throw error;
  }
  assertFlatEnough(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid('', 'The body is not valid JSON.');
    throw error;
  }
  assertStorable(value, '');
  return value;
}

/** The query's fields, each given once. */
export function readQuery(search: URLSearchParams): Record<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of search) {
    if (fields.has(name)) throw invalid(name.slice(0, 80), 'Give it once.');
    if (isUnstorable(value)) throw invalid(name.slice(0, 80), 'This text has characters that cannot be stored.');
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

/** Parses a value by its schema. Throws `invalid_input` with every wrong field. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: FieldError[] = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }));
  const [first] = fields;
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  const detail = first
    ? `${first.path === '' ? '' : `${first.path}: `}${first.message}${more}`
    : 'The request is not valid.';
  throw new AppError('invalid_input', detail, { fields });
}

/** The `Idempotency-Key` header where it is required. Throws `invalid_input` when it is missing or malformed. */
export function readIdempotencyKey(request: Request): string {
  const key = request.headers.get('idempotency-key') ?? '';
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const what = key === '' ? 'Send an Idempotency-Key header' : 'The Idempotency-Key header must have';
  throw invalid('Idempotency-Key', `${what}${key === '' ? ', ' : ' '}1 to 255 visible characters.`);
}

/** The path's parameters; one that does not fit belongs to nothing. */
export function readParams(endpoint: Endpoint, raw: Record<string, string>): unknown {
  if (Object.values(raw).some(isUnstorable)) throw notFound('This');
  const result = endpoint.params?.safeParse(raw);
  if (result && !result.success) throw notFound('This');
  return result?.data;
}
