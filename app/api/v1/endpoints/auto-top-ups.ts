import { changeRule, createRule, getRule, listRules, removeRule } from '@/lib/auto-top-up';
import { autoTopUpInput, autoTopUpPatch, autoTopUpQuery, ruleDto } from '@/lib/auto-top-up/schemas';
import { ACCESS, endpoint, idParams, listOf, noContent } from '@/lib/boundary/endpoint';

const tag = 'Automatic top-ups';

export const autoTopUps = [
  endpoint({
    method: 'GET',
    path: '/auto-top-ups',
    summary: 'List automatic top-ups, newest first',
    tag,
    access: ACCESS.everyone,
    query: autoTopUpQuery,
    response: listOf(ruleDto),
    status: 200,
    run: (ctx, { query }) => listRules(ctx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/auto-top-ups',
    summary: 'Top up an account by itself: below a threshold, or on a schedule',
    description:
      'Give `thresholdGb` (then `dailyCapGb`, too) or `schedule`. Each firing is an ordinary order with the rights that the caller has by then; a day of a schedule is served once, and of those missed while nothing ran only the latest. It switches itself off after a failure, with `disabledWhy`. An account has one: 409 `already_exists`.',
    tag,
    access: ACCESS.sellers,
    body: autoTopUpInput,
    response: ruleDto,
    status: 201,
    run: (ctx, { body }) => createRule(ctx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/auto-top-ups/{id}',
    summary: 'One automatic top-up, with when it is due next or why it waits',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: ruleDto,
    status: 200,
    run: (ctx, { params }) => getRule(ctx, params),
  }),
  endpoint({
    method: 'PATCH',
    path: '/auto-top-ups/{id}',
    summary: 'Change an automatic top-up, or switch it on or off',
    description: 'What is left out stays. A threshold takes the place of a schedule, and the other way round.',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    body: autoTopUpPatch,
    response: ruleDto,
    status: 200,
    run: (ctx, { params, body }) => changeRule(ctx, { ...body, ...params }),
  }),
  endpoint({
    method: 'DELETE',
    path: '/auto-top-ups/{id}',
    summary: 'Remove an automatic top-up; its orders stay',
    tag,
    access: ACCESS.sellers,
    params: idParams,
    response: noContent,
    status: 204,
    run: (ctx, { params }) => removeRule(ctx, params),
  }),
];
