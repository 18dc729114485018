import type { StatementLocale } from './schemas';

/** What a printed statement says, by language. Figures, names and notes come from the statement itself. */
export type StatementWords = {
  title: string;
  /** From `YYYY` and the month's number. */
  month: (year: string, month: number) => string;
  account: (id: string, currency: string) => string;
  status: { open: string; closed: string };
  opening: string;
  credits: string;
  charges: string;
  closing: string;
  columns: { at: string; entry: string; amount: string; balance: string };
  noLines: string;
  kinds: { payment: string; adjustment: string; reversal: string };
  order: (id: string) => string;
  traffic: string;
  noTraffic: string;
  total: string;
  days: string;
  average: string;
  busiest: string;
  trafficNote: (unit: string) => string;
  issuedBy: (issuer: string) => string;
  taxId: (id: string) => string;
  page: (no: number, of: number) => string;
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const STATEMENT_WORDS: Record<StatementLocale, StatementWords> = {
  en: {
    title: 'Statement',
    month: (year, month) => `${MONTHS[month - 1] ?? month} ${year}`,
    account: (id, currency) => `Account ${id} · ${currency}`,
    status: { open: 'Open: figures may still change', closed: 'Closed' },
    opening: 'Opening balance',
    credits: 'Credits',
    charges: 'Charges',
    closing: 'Closing balance',
    columns: { at: 'Date (UTC)', entry: 'Entry', amount: 'Amount', balance: 'Balance' },
    noLines: 'Nothing changed the balance in this month.',
    kinds: { payment: 'Payment', adjustment: 'Adjustment', reversal: 'Reversal' },
    order: (id) => `Order ${id}`,
    traffic: 'Traffic used',
    noTraffic: 'No traffic was recorded in this month.',
    total: 'Total',
    days: 'Days with data',
    average: 'Average a day',
    busiest: 'Busiest day',
    trafficNote: (unit) => `Days are the provider's. ${unit}. A day without data is left out; it is not zero.`,
    issuedBy: (issuer) => `Issued by ${issuer}`,
    taxId: (id) => `Tax ID ${id}`,
    page: (no, of) => `Page ${no} of ${of}`,
  },
  'zh-CN': {
    title: '对账单',
    month: (year, month) => `${year}年${month}月`,
    account: (id, currency) => `账户 ${id} · ${currency}`,
    status: { open: '未结：数字仍可能变动', closed: '已结' },
    opening: '期初余额',
    credits: '入账',
    charges: '扣款',
    closing: '期末余额',
    columns: { at: '日期 (UTC)', entry: '摘要', amount: '金额', balance: '余额' },
    noLines: '本月余额没有变动。',
    kinds: { payment: '付款', adjustment: '调整', reversal: '冲正' },
    order: (id) => `订单 ${id}`,
    traffic: '流量使用',
    noTraffic: '本月没有流量记录。',
    total: '合计',
    days: '有数据的天数',
    average: '日均',
    busiest: '最高的一天',
    trafficNote: (unit) => `日期以上游为准。${unit}。没有数据的日期不列出，并不表示为零。`,
    issuedBy: (issuer) => `由 ${issuer} 出具`,
    taxId: (id) => `税号 ${id}`,
    page: (no, of) => `第 ${no} 页，共 ${of} 页`,
  },
  ja: {
    title: 'ご利用明細書',
    month: (year, month) => `${year}年${month}月`,
    account: (id, currency) => `口座 ${id} · ${currency}`,
    status: { open: '未確定：金額は変わることがあります', closed: '確定' },
    opening: '前月繰越残高',
    credits: '入金',
    charges: 'ご利用額',
    closing: '月末残高',
    columns: { at: '日付 (UTC)', entry: '摘要', amount: '金額', balance: '残高' },
    noLines: '今月、残高の変動はありません。',
    kinds: { payment: '入金', adjustment: '調整', reversal: '取消' },
    order: (id) => `注文 ${id}`,
    traffic: '通信量',
    noTraffic: '今月の通信量の記録はありません。',
    total: '合計',
    days: 'データのある日数',
    average: '1日平均',
    busiest: '最大の日',
    trafficNote: (unit) => `日付は提供元のものです。${unit}。データのない日は省いてあり、ゼロではありません。`,
    issuedBy: (issuer) => `発行：${issuer}`,
    taxId: (id) => `登録番号 ${id}`,
    page: (no, of) => `${no} / ${of} ページ`,
  },
};
