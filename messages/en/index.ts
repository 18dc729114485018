import alerts from './alerts.json';
import audit from './audit.json';
import auth from './auth.json';
import autoTopUp from './auto-top-up.json';
import billing from './billing.json';
import bulk from './bulk.json';
import charts from './charts.json';
import connections from './connections.json';
import costs from './costs.json';
import crash from './crash.json';
import customers from './customers.json';
import disputes from './disputes.json';
import docs from './docs.json';
import ipOrders from './ip-orders.json';
import layout from './layout.json';
import letters from './letters.json';
import lists from './lists.json';
import mail from './mail.json';
import onboarding from './onboarding.json';
import orders from './orders.json';
import overview from './overview.json';
import palette from './palette.json';
import chartWords from './plain/chart-words.json';
import pools from './pools.json';
import reconciliation from './reconciliation.json';
import records from './records.json';
import settings from './settings.json';
import stock from './stock.json';
import team from './team.json';
import ui from './ui.json';
import usage from './usage.json';
import views from './views.json';

/** What the screens say in this language, by folder of components. */
export const messages = {
  alerts,
  audit,
  auth,
  autoTopUp,
  billing,
  bulk,
  charts: { ...charts, words: chartWords },
  connections,
  costs,
  crash,
  customers,
  disputes,
  docs,
  ipOrders,
  layout,
  letters,
  lists,
  mail,
  onboarding,
  orders,
  overview,
  palette,
  pools,
  reconciliation,
  records,
  settings,
  stock,
  team,
  ui,
  usage,
  views,
};
