import type { Schema } from '@/lib/boundary/openapi';

type MaybeSchema = Schema | boolean | undefined;

const MOST_WORDS = 12;

function scalar(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum)
    return schema.enum
      .slice(0, MOST_WORDS)
      .map((word) => JSON.stringify(word))
      .join(' | ');
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
  return schema.format ? `${type} (${schema.format})` : type;
}

function objectText(schema: Schema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${inner}${name}${optional}: ${schemaText(property, inner)}`;
  });
  return lines.length === 0 ? '{ … }' : `{\n${lines.join(',\n')}\n${indent}}`;
}

/** A JSON Schema as people read it: JSON with the types in place of the values, `?` behind what may be left out. */
export function schemaText(schema: MaybeSchema, indent = ''): string {
  if (schema === undefined || typeof schema === 'boolean') return 'any';
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((choice) => schemaText(choice, indent)))].join(' | ');
  if (schema.properties || schema.type === 'object') return objectText(schema, indent);
  if (schema.type === 'array') {
    const item = Array.isArray(schema.items) || typeof schema.items === 'boolean' ? undefined : schema.items;
    const isChoice = item?.anyOf !== undefined || item?.oneOf !== undefined || item?.enum !== undefined;
    return isChoice ? `(${schemaText(item, indent)})[]` : `${schemaText(item, indent)}[]`;
  }
  return scalar(schema);
}
