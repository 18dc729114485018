import alerts from './alerts.json';
import audit from './audit.json';
import auth from './auth.json';
import autoTopUp from './auto-top-up.json';
import billing from './billing.json';
import boundary from './boundary.json';
import bulk from './bulk.json';
import connections from './connections.json';
import core from './core.json';
import costs from './costs.json';
import customers from './customers.json';
import disputes from './disputes.json';
import infra from './infra.json';
import ledger from './ledger.json';
import mail from './mail.json';
import orders from './orders.json';
import providers from './providers.json';
import reconciliation from './reconciliation.json';
import sync from './sync.json';
import usage from './usage.json';
import views from './views.json';
import webhooks from './webhooks.json';
import words from './words.json';

/** Translations of what `lib` says in English, by the English sentence. */
export const sentences: Record<string, string> = {
  ...alerts,
  ...audit,
  ...auth,
  ...autoTopUp,
  ...billing,
  ...boundary,
  ...bulk,
  ...connections,
  ...core,
  ...costs,
  ...customers,
  ...disputes,
  ...infra,
  ...ledger,
  ...mail,
  ...orders,
  ...providers,
  ...reconciliation,
  ...sync,
  ...usage,
  ...views,
  ...webhooks,
  ...words,
};
