import { ACCESS, endpoint, idParams, listOf } from '@/lib/boundary/endpoint';
import { createCustomer, getCustomer, listCustomers, updateCustomer } from '@/lib/customers';
import { customerDto, customerInput, customerPatch, customerQuery } from '@/lib/customers/schemas';

import { findAnything } from '@/lib/overview';
import { foundDto, searchQuery } from '@/lib/overview/schemas';

const tag = 'Customers';

export const customers = [
  endpoint({
    method: 'GET',
    path: '/search',
    summary: 'Customers by name, mail, account or phone number, and the order of a number',
    tag,
    access: ACCESS.everyone,
    query: searchQuery,
    response: foundDto,
    status: 200,
    run: (ctx, { query }) => findAnything(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/customers',
    summary: 'List customers, newest first unless sorted otherwise',
    tag,
    access: ACCESS.everyone,
    query: customerQuery,
    response: listOf(customerDto),
    status: 200,
    run: (ctx, { query }) => listCustomers(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/customers',
    summary: 'Add a customer',
    description: "An agent's customer is always its own.",
    tag,
    access: ACCESS.sellers,
    body: customerInput,
    response: customerDto,
    status: 201,
    run: (ctx, { body }) => createCustomer(ctx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/customers/{id}',
    summary: 'One customer',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: customerDto,
    status: 200,
    run: (ctx, { params }) => getCustomer(ctx, params),
  }),
  endpoint({
    method: 'PATCH',
    path: '/customers/{id}',
    summary: 'Change a customer',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    body: customerPatch,
    response: customerDto,
    status: 200,
    run: (ctx, { params, body }) => updateCustomer(ctx, { ...body, ...params }),
  }),
];
