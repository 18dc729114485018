import 'server-only';

export { addAccounts } from './add-accounts';
export { getAgent, listAgents } from './agents';
export { assignSuggested } from './assign-suggested';
export { changeCustomers } from './change-customers';
export { createAccount } from './create-account';
export { createCustomer } from './create-customer';
export { getCustomer } from './get-customer';
export { drainStandings, keepAllStandings, keepStandingsOf, keepStandingsSoon } from './keep-standings';
export { accountsOfCustomers, getAccount, listAccounts } from './list-accounts';
export { listCustomers } from './list-customers';
export { beginPrice, endPriceAt, type PriceScope } from './price-periods';
export { createAgent, updateAgent } from './save-agent';
export { countUnassigned, suggestCustomers } from './suggest-customers';
export { updateAccount } from './update-account';
export { updateCustomer } from './update-customer';
