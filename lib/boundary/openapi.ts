import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from '@/lib/core/errors';
import type { Endpoint } from './endpoint';
import { PROBLEM_TITLES } from './problem';

type Json = Record<string, unknown>;

export type Schema = z.core.JSONSchema.BaseSchema;

type Content = Record<string, { schema: Schema }>;

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: Schema;
};

export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content } | { $ref: string }>;
  security?: never[];
};

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Json>;
};

/** The JSON Schema of a zod schema, without the parts that OpenAPI says elsewhere. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function parameters(endpoint: Endpoint): Parameter[] {
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = '']): Parameter => ({ name, in: 'path', required: true, schema: { type: 'string' } }),
  );
  const query = endpoint.query ? schemaOf(endpoint.query, 'input') : {};
  const inQuery = Object.entries(query.properties ?? {}).map(
    ([name, schema]): Parameter => ({
      name,
      in: 'query',
      required: query.required?.includes(name) ?? false,
      schema: typeof schema === 'boolean' ? {} : schema,
    }),
  );
  const key: Parameter = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'Of your choice, new for each new request; the same key and body again give the first answer.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  };
  return [...inPath, ...inQuery, ...(endpoint.idempotency === 'required' ? [key] : [])];
}

function errorStatuses(endpoint: Endpoint): number[] {
  const statuses = [429, 500, 503];
  if (endpoint.access !== 'public') statuses.push(401, 403);
  if (endpoint.query || endpoint.body) statuses.push(400);
  if (endpoint.path.includes('{') || endpoint.body) statuses.push(404);
  if (endpoint.method !== 'GET') statuses.push(409, 422, 502);
  if (endpoint.body) statuses.push(413);
  return statuses.sort((a, b) => a - b);
}

function responses(endpoint: Endpoint): Operation['responses'] {
  const files: Content = Object.fromEntries(
    (endpoint.files ?? []).map((type) => [type, { schema: { type: 'string' } }]),
  );
  const json = { 'application/json': { schema: schemaOf(endpoint.response, 'output') } };
  const success =
    endpoint.status === 204 ? { description: 'Done' } : { description: 'Done', content: { ...json, ...files } };
  const again =
    endpoint.idempotency && endpoint.status === 201
      ? { 200: { ...success, description: 'Done before with this key' } }
      : {};
  const errors = errorStatuses(endpoint).map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  return { [endpoint.status]: success, ...again, ...Object.fromEntries(errors) };
}

function operation(endpoint: Endpoint): Operation {
  const words = endpoint.path
    .split('/')
    .map((part) => part.replace(/[{}]/g, ''))
    .filter((part) => part !== '');
  const who =
    endpoint.access === 'public'
      ? 'Anybody.'
      : Object.entries(endpoint.access)
          .filter(([, access]) => access !== 'none')
          .map(([role, access]) => (access === 'own' ? `${role} (own only)` : role))
          .join(', ');
  return {
    operationId: [endpoint.method.toLowerCase(), ...words].join('-'),
    summary: endpoint.summary,
    description: [endpoint.description, `Roles: ${who}`].filter((line) => line !== undefined).join('\n\n'),
    tags: [endpoint.tag],
    parameters: parameters(endpoint),
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
          },
        }
      : {}),
    responses: responses(endpoint),
    ...(endpoint.access === 'public' ? { security: [] } : {}),
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(ERROR_STATUS) },
    orderId: { type: 'string', description: 'The order that was made all the same.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

function problemResponses(): Json {
  const byStatus = new Map<number, string[]>();
  for (const [code, status] of Object.entries(ERROR_STATUS)) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), `${code}: ${PROBLEM_TITLES[code as ErrorCode]}`]);
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const retryAfter = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join('; '), content, ...(status === 429 || status === 503 ? { headers: retryAfter } : {}) },
    ]),
  );
}

/** OpenAPI 3.1 of a table of endpoints, from the very schemas that requests and answers are checked with. */
export function openApiDocument(endpoints: readonly Endpoint[]): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gigatill',
      version: '1',
      description:
        'Everything that the dashboard does, over HTTP. Instants are UTC, days are provider days, bytes are integers, money is `{"amount":"12.50","currency":"USD"}`, traffic is in GB as decimal strings. Errors are RFC 9457 problems with a stable `code`. Lists take `limit` (1 to 500) and `cursor`.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key, `gt_…`.' } },
      schemas: { Problem: problemSchema },
      responses: problemResponses(),
    },
  };
}
