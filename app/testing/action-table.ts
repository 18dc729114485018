import type { World } from '../api/v1/endpoints/testing/world';

// For app/actions.access.test.ts: every server action, who may call it, and a call of it.

/** `self`: everybody signed in, about one's own; `public`: nobody has to be signed in. */
export type Who = 'admin' | 'staff' | 'sellers' | 'everyone' | 'self' | 'public';

/** Ids that a call is about; numbers that no row has where the world has none. */
export type Ids = World['own'] & { connectionId: string; none: string };

export type ActionLine = {
  who: Who;
  /** Arguments that are well-formed, so that only access is in question. */
  args?: (ids: Ids, key: string) => unknown[];
  /** True where many rows are changed, each by itself: then who may not changes none. */
  eachByItself?: boolean;
  /** True where an agent's own and another's target are to be told apart. */
  scoped?: boolean;
};

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const usd = { currency: 'USD', amount: '1.00' };
const byNone = (ids: Ids) => [ids.none];
const customer = (ids: Ids) => ({ name: 'N', email: '', agentId: '', tags: '', note: '', id: ids.customerId });
const amount = (ids: Ids) => ({ accountId: ids.accountId, amountGb: '1' });
const order = (ids: Ids, key: string) => ({ ...amount(ids), note: 'why', key, similar: [] });
const opening = (ids: Ids) => ({
  connectionId: ids.connectionId,
  product: 'isp',
  region: 'hk',
  duration: 'week',
  quantity: '1',
  poolTag: '',
  customer: { id: ids.customerId, name: '' },
  remark: '',
});
const renewal = (ids: Ids) => ({
  connectionId: ids.connectionId,
  product: 'isp',
  ips: ['203.0.113.1'],
  duration: 'week',
  customer: { id: ids.customerId, name: '' },
  remark: '',
});
const agent = {
  name: 'New',
  email: 'new@example.com',
  currency: 'USD',
  creditLimit: '',
  pricePerGb: '',
  approvalAboveGb: '',
  dailyCapGb: '',
};
const person = { email: 'p@example.com', name: '', role: 'viewer', agentId: '' };
const rule = (ids: Ids) => ({
  accountId: ids.accountId,
  thresholdGb: '1',
  amountGb: '1',
  dailyCapGb: '1',
  monthlyCapGb: '1',
  schedule: null,
});

/** Every exported function of every `'use server'` module. */
export const ACTIONS: Record<string, ActionLine> = {
  // Signing in and one's own settings
  signInAction: { who: 'public' },
  codeAction: { who: 'public' },
  signOutAction: { who: 'public' },
  forgotAction: { who: 'public' },
  linkAction: { who: 'public' },
  chooseLanguageAction: { who: 'public' },
  confirmAction: { who: 'self', args: () => [{ password: 'x', code: '' }] },
  setPreferencesAction: { who: 'self', args: () => [{ locale: null, timeZone: null }] },
  changePasswordAction: { who: 'self', args: () => [{ current: 'x', next: 'y' }] },
  revokeSessionAction: { who: 'self', args: byNone },
  revokeOtherSessionsAction: { who: 'self' },
  beginTotpAction: { who: 'self', args: () => ['x'] },
  enableTotpAction: { who: 'self', args: () => ['123456'] },
  disableTotpAction: { who: 'self', args: () => ['x'] },
  renewRecoveryCodesAction: { who: 'self' },
  saveViewAction: { who: 'self', args: () => ['customers', 'N', 'q=a'] },
  deleteViewAction: { who: 'self', args: (ids) => ['customers', ids.none] },
  // Customers and orders
  createCustomerAction: { who: 'sellers', args: (ids) => [false, customer(ids)] },
  updateCustomerAction: { who: 'sellers', scoped: true, args: (ids) => [ids.customerId, false, customer(ids)] },
  changeCustomersAction: {
    who: 'sellers',
    eachByItself: true,
    args: (ids) => [{ ids: [ids.customerId], agentId: null, addTags: 'a', removeTags: '' }],
  },
  refreshAccountAction: { who: 'sellers', scoped: true, args: (ids) => [ids.accountId] },
  previewTopUpAction: { who: 'everyone', scoped: true, args: (ids) => [amount(ids)] },
  previewDeductAction: { who: 'everyone', scoped: true, args: (ids) => [amount(ids)] },
  topUpAction: { who: 'sellers', scoped: true, args: (ids, key) => [order(ids, key)] },
  deductAction: { who: 'sellers', scoped: true, args: (ids, key) => [order(ids, key)] },
  setAutoTopUpAction: { who: 'sellers', scoped: true, args: (ids) => [rule(ids)] },
  stopAutoTopUpAction: { who: 'sellers', scoped: true, args: (ids) => [ids.accountId] },
  orderAction: {
    who: 'sellers',
    scoped: true,
    args: (ids) => [null, form({ act: 'cancel', id: ids.orderId, orderId: ids.orderId })],
  },
  actOnOrdersAction: { who: 'sellers', eachByItself: true, args: (ids) => [{ act: 'cancel', ids: [ids.orderId] }] },
  disputeLinkAction: {
    who: 'sellers',
    scoped: true,
    args: (ids) => [null, form({ orderId: ids.orderId, id: ids.orderId })],
  },
  previewBulkAction: { who: 'sellers', args: () => [{ text: 'u1,1', fileName: null }] },
  readWorkbookAction: { who: 'sellers', args: () => [form({})] },
  startBulkAction: { who: 'sellers', args: (ids) => [ids.none, []] },
  cancelBulkAction: { who: 'sellers', args: (ids) => [ids.none] },
  findCustomersAction: { who: 'everyone', args: () => ['a'] },
  reviewOpenAction: { who: 'everyone', scoped: true, args: (ids) => [opening(ids)] },
  reviewRenewAction: { who: 'everyone', scoped: true, args: (ids) => [renewal(ids)] },
  openIpsAction: { who: 'sellers', scoped: true, args: (ids, key) => [{ ...opening(ids), key }] },
  renewIpsAction: { who: 'sellers', scoped: true, args: (ids, key) => [{ ...renewal(ids), key }] },
  // Money
  recordPaymentAction: {
    who: 'admin',
    args: ({ billingAccountId }, key) => [{ billingAccountId, key, ...usd, method: 'bank', reference: key, note: '' }],
  },
  closeMonthAction: { who: 'admin', args: ({ billingAccountId }) => [{ billingAccountId, month: '2020-01' }] },
  adjustAction: {
    who: 'admin',
    args: ({ billingAccountId }, key) => [
      { billingAccountId, key, ...usd, direction: 'credit', reason: 'why', reference: key },
    ],
  },
  reversePaymentAction: { who: 'admin', args: (ids) => [ids.none, 'why'] },
  reverseAdjustmentAction: { who: 'admin', args: (ids) => [ids.none, 'why'] },
  approveAdjustmentAction: { who: 'admin', args: byNone },
  declineAdjustmentAction: { who: 'admin', args: (ids) => [ids.none, ''] },
  addPriceAction: {
    who: 'admin',
    args: ({ agentId }) => [
      {
        whose: `agent:${agentId}`,
        connectionId: '',
        currency: 'USD',
        perGb: '1',
        steps: '',
        stepsBy: 'order',
        from: '',
      },
    ],
  },
  endPriceAction: { who: 'admin', args: (ids) => [ids.none, ''] },
  addIpPriceAction: {
    who: 'admin',
    args: ({ agentId }) => [
      { agentId, product: 'isp', region: '', duration: 'week', currency: 'USD', perIp: '1', from: '' },
    ],
  },
  endIpPriceAction: { who: 'admin', args: (ids) => [ids.none, ''] },
  openWalletAction: {
    who: 'admin',
    args: ({ customerId }) => [{ customerId, currency: 'USD', creditLimit: '' }],
  },
  changeCreditAction: {
    who: 'admin',
    args: ({ billingAccountId }) => [{ billingAccountId, currency: 'USD', creditLimit: '1' }],
  },
  changeIssuerAction: { who: 'admin', args: () => [{ name: 'n', address: '', taxId: '' }] },
  changeLimitsAction: {
    who: 'admin',
    args: () => [{ adjustment: [usd], largeOrderGb: '1000', largeOrder: [usd] }],
  },
  addBlockAction: {
    who: 'admin',
    args: ({ connectionId }, key) => [
      { connectionId, key, amountGb: '1', paid: '1', currency: 'USD', boughtOn: '2026-01-01', expiresOn: '', note: '' },
    ],
  },
  priceBlockAction: { who: 'admin', args: (ids) => [{ id: ids.none, paid: '1', currency: 'USD' }] },
  addRateAction: { who: 'admin', args: () => [{ base: 'EUR', quote: 'USD', rate: '1.1', from: '2026-01-01' }] },
  setListCostAction: {
    who: 'admin',
    args: ({ connectionId }) => [connectionId, { amount: '1', currency: 'USD', from: '2026-01-01' }],
  },
  // The house
  checkChainAction: { who: 'staff' },
  discrepancyAction: { who: 'admin', args: (ids) => [null, form({ id: ids.none, act: 'note', note: 'seen' })] },
  createConnectionAction: {
    who: 'admin',
    args: (_, key) => [
      { provider: 'ipweb', name: key, baseUrl: 'http://192.0.2.1', credentials: { token: 't' }, settings: {} },
    ],
  },
  testConnectionAction: { who: 'admin', args: byNone },
  updateConnectionAction: { who: 'admin', args: ({ connectionId }) => [connectionId, { name: 'Upstream' }] },
  startSyncAction: { who: 'admin', args: ({ connectionId }) => [connectionId] },
  addAccountAction: { who: 'admin', args: (ids, key) => [ids.connectionId, { externalId: key, externalName: '' }] },
  addAccountsAction: { who: 'admin', args: ({ connectionId }) => [connectionId, 'u9', true] },
  assignAction: { who: 'admin', args: ({ accountId, customerId }) => [accountId, customerId] },
  assignNewAction: { who: 'admin', args: (ids) => [ids.none, 'N'] },
  assignSuggestedAction: {
    who: 'admin',
    args: (ids) => [{ items: [{ accountIds: [ids.none], to: { customerId: ids.customerId } }] }],
  },
  trySandboxAction: { who: 'admin' },
  setGuideAction: { who: 'admin', args: () => [true] },
  noteChartSeenAction: { who: 'admin' },
  alertRuleAction: { who: 'admin', args: () => [null, form({ scope: 'account' })] },
  sendKeptAction: { who: 'admin', args: (ids) => [null, form({ id: ids.none })] },
  addUserAction: { who: 'admin', args: () => [person] },
  inviteAction: { who: 'admin', args: () => [{ ...person, email: 'q@example.com' }] },
  renewInvitationAction: { who: 'admin', args: byNone },
  revokeInvitationAction: { who: 'admin', args: byNone },
  changeUserAction: { who: 'admin', args: (ids) => [{ id: ids.none, name: 'N', role: null }] },
  resetPasswordAction: { who: 'admin', args: byNone },
  resetFactorAction: { who: 'admin', args: byNone },
  addAgentAction: { who: 'admin', args: () => [agent] },
  changeAgentAction: { who: 'admin', args: (ids) => [ids.none, agent] },
  addKeyAction: { who: 'admin', args: () => [{ name: 'k', owner: 'viewer' }] },
  revokeKeyAction: { who: 'admin', args: byNone },
};
