import {
  changeBillingSettings,
  changeCreditLimit,
  getBillingAccount,
  getBillingSettings,
  listBillingAccounts,
  openBillingAccount,
} from '@/lib/billing';
import { billingAccountDto, billingAccountQuery, creditInput, openWalletInput } from '@/lib/billing/account-schemas';
import { billingSettingsDto, billingSettingsPatch } from '@/lib/billing/settings-schemas';
import { ACCESS, endpoint, idParams, listOf } from '@/lib/boundary/endpoint';
import { paymentInto } from './payment-into';

const tag = 'Money';

export const billingAccounts = [
  endpoint({
    method: 'GET',
    path: '/billing-accounts',
    summary: 'Wallets of agents and of customers that pay for themselves',
    tag,
    access: ACCESS.everyone,
    query: billingAccountQuery,
    response: listOf(billingAccountDto),
    status: 200,
    run: (ctx, { query }) => listBillingAccounts(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/billing-accounts/{id}',
    summary: 'One wallet',
    tag,
    access: ACCESS.everyone,
    params: idParams,
    response: billingAccountDto,
    status: 200,
    run: (ctx, { params }) => getBillingAccount(ctx, params),
  }),
  endpoint({
    method: 'PATCH',
    path: '/billing-accounts/{id}',
    summary: 'Change a credit limit',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: creditInput,
    response: billingAccountDto,
    status: 200,
    run: (ctx, { params, body }) => changeCreditLimit(ctx, { ...body, ...params }),
  }),
  paymentInto('/billing-accounts', { tag, summary: 'Credit a wallet' }, (id) => ({ billingAccountId: id })),
  endpoint({
    method: 'POST',
    path: '/customers/{id}/billing-account',
    summary: 'Open a wallet for a customer of the house',
    description: 'From then on it pays for its own orders. An agent’s customer has none: its agent pays.',
    tag,
    access: ACCESS.adminOnly,
    params: idParams,
    body: openWalletInput,
    response: billingAccountDto,
    status: 201,
    run: (ctx, { params, body }) => openBillingAccount(ctx, { ...body, customerId: params.id }),
  }),
  endpoint({
    method: 'GET',
    path: '/billing-settings',
    summary: 'The issuer of statements, and the limits above which somebody is asked again',
    tag,
    access: ACCESS.staff,
    response: billingSettingsDto,
    status: 200,
    run: (ctx) => getBillingSettings(ctx),
  }),
  endpoint({
    method: 'PATCH',
    path: '/billing-settings',
    summary: 'Change the issuer of statements, or the limits',
    description: 'A closed statement keeps the issuer that it was closed with.',
    tag,
    access: ACCESS.adminOnly,
    body: billingSettingsPatch,
    response: billingSettingsDto,
    status: 200,
    run: (ctx, { body }) => changeBillingSettings(ctx, body),
  }),
];
