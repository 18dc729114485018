import 'server-only';

export {
  adjustmentAccount,
  holdAccount,
  moneyAsset,
  paymentAccount,
  revenueAccount,
  soldAccount,
  stockAccount,
  walletAccount,
} from './accounts';
export { checkLedger, type LedgerCheck } from './check-ledger';
export { getWallet, toWallet } from './get-wallet';
export { getLastCheck, runLedgerCheck } from './last-check';
export { assetText, listTransactions } from './list-transactions';
export {
  type PostedTransaction,
  type PostingRow,
  postingParts,
  postTransaction,
  postTransactions,
  type TransactionInput,
} from './post-transaction';
