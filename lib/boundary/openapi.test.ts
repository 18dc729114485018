import { expect, it } from 'vitest';
import { openApiDocument } from './openapi';
import { table } from './testing';

it('describes the table as OpenAPI', () => {
  const document = openApiDocument(table);
  expect(document).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/things': {
        get: {
          operationId: 'get-things',
          parameters: [
            {
              name: 'limit',
              in: 'query',
              required: false,
              schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
            },
            { name: 'q', in: 'query', required: false },
          ],
          responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } }, 400: {}, 401: {} },
        },
        post: {
          parameters: [{ name: 'Idempotency-Key', in: 'header', required: true }],
          requestBody: { content: { 'application/json': { schema: { required: ['name'] } } } },
          responses: { 201: {}, 200: {}, 422: {} },
        },
      },
      '/things/{id}': {
        get: { parameters: [{ name: 'id', in: 'path', required: true }] },
        delete: { responses: { 204: {} } },
      },
    },
  });
});
