/**
 * JSON as text with what `JSON.stringify` cannot say: a number written as the provider writes it (`0.00`), and an object
 * with keys in a fixed order that may nearly repeat (`"residualFlow "` and `"residualFlow"`).
 */
export type JsonNode =
  | null
  | boolean
  | string
  | number
  | { readonly raw: string }
  | { readonly fields: readonly (readonly [string, JsonNode])[] }
  | readonly JsonNode[];

/** A number with exactly these digits. */
export function raw(digits: string): JsonNode {
  return { raw: digits };
}

/** An object from its fields, in this order. */
export function object(...fields: (readonly [string, JsonNode])[]): JsonNode {
  return { fields };
}

/** A node from a plain record. */
export function record(values: Record<string, JsonNode>): JsonNode {
  return { fields: Object.entries(values) };
}

function isList(node: JsonNode): node is readonly JsonNode[] {
  return Array.isArray(node);
}

/** The text of a node. */
export function printJson(node: JsonNode): string {
  if (node === null || typeof node !== 'object') return JSON.stringify(node);
  if (isList(node)) return `[${node.map(printJson).join(',')}]`;
  if ('raw' in node) return node.raw;
  return `{${node.fields.map(([key, value]) => `${JSON.stringify(key)}:${printJson(value)}`).join(',')}}`;
}

/** The same document with its types broken: numbers (also numbers in strings) become words, lists become objects. */
export function breakTypes(node: JsonNode): JsonNode {
  if (typeof node === 'number') return 'many';
  if (typeof node === 'string') return /^-?\d+(\.\d+)?$/.test(node) ? 'many' : node;
  if (node === null || typeof node !== 'object') return node;
  if (isList(node)) return { fields: node.map((item, index) => [String(index), breakTypes(item)] as const) };
  if ('raw' in node) return 'many';
  return { fields: node.fields.map(([key, value]) => [key, breakTypes(value)] as const) };
}
