type Fields = Readonly<Record<string, unknown>> | null;

/** A field of an audit event: what it was and what it became; null where that side does not name it. */
export type Change = { field: string; before: string | null; after: string | null };

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null ? 'none' : (JSON.stringify(value) ?? '');
}

/** The fields of both sides, each once, in the order in which they are told. */
export function changesOf(before: Fields, after: Fields): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const side = (from: Fields, field: string) =>
    from !== null && Object.hasOwn(from, field) ? text(from[field]) : null;
  return fields.map((field) => ({ field, before: side(before, field), after: side(after, field) }));
}
