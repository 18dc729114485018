import { z } from 'zod';
import type { Context, Role } from '@/lib/core/actor';
import { pathId } from '@/lib/core/paging';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What each role may reach: everything, its own rows only (the verb scopes them), or nothing (403). */
type Access = 'public' | (Record<'admin', 'all'> & Record<'viewer', 'all' | 'none'> & Record<'agent', 'own' | 'none'>);

/** An answer that is more than a JSON body with the endpoint's own status. */
export class Reply {
  readonly body: unknown;
  readonly status: number;
  constructor(body: unknown, status: number) {
    this.body = body;
    this.status = status;
  }

  /** 201 where the call has made it, 200 where it was there already under its key. */
  static made(body: unknown, created: boolean): Reply {
    return new Reply(body, created ? 201 : 200);
  }
}

/** JSON text that was made by PostgreSQL in the shape of the response schema, passed through as it is. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An answer that is no JSON: a file, or text for machines. */
export class FileReply {
  readonly bytes: Uint8Array<ArrayBuffer> | string;
  readonly contentType: string;
  readonly fileName: string | undefined;
  constructor(bytes: Uint8Array<ArrayBuffer> | string, contentType: string, fileName?: string) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.fileName = fileName;
  }
}

type Definition<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  method: Method;
  /** Below `/api/v1`, e.g. `/orders/{id}`. */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  access: Access;
  /** A parameter that does not fit belongs to nothing: 404. */
  params?: Params;
  query?: Query;
  body?: Body;
  response: Response;
  status: 200 | 201 | 202 | 204;
  /** Other content types that a 200 may have. */
  files?: string[];
  idempotency?: 'required';
  /**
   * The answer may be kept by the caller and is told by an ETag: for how many seconds without asking again; 0 to ask each
   * time. Without it nothing is kept. For GET only.
   */
  keptSeconds?(query: z.output<Query>, now: Date): number;
  run(
    ctx: Context,
    input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body>; idempotencyKey: string },
  ): Promise<z.input<Response> | Reply | JsonText | FileReply>;
};

/** An endpoint of the table, its types forgotten. */
export type Endpoint = Definition;

/** Declares an endpoint; `run` gets what its schemas made of the request. */
export function endpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(definition: Definition<Params, Query, Body, Response>): Endpoint {
  return definition;
}

/** For `{id}`: the number of a row, or 0, which no row has. */
export const idParams = z.object({ id: z.string().transform(pathId) });

/** The shape of every list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}

/** For a 204. */
export const noContent = z.unknown();

/** Common cases of `access`. */
export const ACCESS = {
  /** Admins change, nobody else. */
  adminOnly: { admin: 'all', viewer: 'none', agent: 'none' },
  /** Admins and viewers read. */
  staff: { admin: 'all', viewer: 'all', agent: 'none' },
  /** Everybody reads, agents their own. */
  everyone: { admin: 'all', viewer: 'all', agent: 'own' },
  /** Admins and agents change, agents their own. */
  sellers: { admin: 'all', viewer: 'none', agent: 'own' },
} as const satisfies Record<string, Access>;

/** What a role may reach at an endpoint. */
export function accessOf(endpoint: Pick<Endpoint, 'access'>, role: Role): 'all' | 'own' | 'none' {
  return endpoint.access === 'public' ? 'all' : endpoint.access[role];
}
