import { setImmediate } from 'node:timers/promises';
import { bytesOf, openDocument } from './pdf-document';
import { makeFontBook } from './pdf-fonts';
import { GREY, INK, type Pen, penFor } from './pdf-pen';
import type { StatementDto, StatementLocale } from './schemas';
import { monthBounds } from './statement-body';
import { entryText, grouped, sumsOf, trafficOf } from './statement-text';
import { STATEMENT_WORDS, type StatementWords } from './statement-words';

// A4 in points. Every page keeps the footer's strip free.
const PAGE = { width: 595.28, height: 841.89 };
const LEFT = 48;
const WIDTH = PAGE.width - 2 * LEFT;
const RIGHT = LEFT + WIDTH;
const BOTTOM = PAGE.height - 64;
const AMOUNT_RIGHT = RIGHT - 100;
const ENTRY_LEFT = LEFT + 100;
const ENTRY_WIDTH = AMOUNT_RIGHT - 100 - ENTRY_LEFT;
const ROW_HEIGHT = 13;
const BODY = { size: 9 };
const HEAD = { size: 8, color: GREY };
const WARNING = '#b45309';
const ISSUER_WIDTH = WIDTH * 0.6;
const ISSUER_LINE = 12;

type Sheet = { doc: PDFKit.PDFDocument; pen: Pen; words: StatementWords; statement: StatementDto; y: number };

function newPage(sheet: Sheet): void {
  sheet.doc.addPage();
  sheet.y = 60;
}

/** The issuer's lines at the top right: as it wrote itself down, else the product. */
function issuerLines({ words, statement, pen }: Sheet, product: string): string[] {
  const { issuer } = statement;
  if (!issuer) return [words.issuedBy(product)];
  const address = issuer.address.split('\n').map((line) => line.trim());
  const lines = [issuer.name, ...address.slice(0, 5), issuer.taxId === '' ? '' : words.taxId(issuer.taxId)];
  return lines.filter((line) => line !== '').map((line) => pen.wrap(line, ISSUER_WIDTH, 1, HEAD)[0] ?? '');
}

function header(sheet: Sheet, product: string): void {
  const { pen, words, statement } = sheet;
  const [year = '', month = ''] = statement.month.split('-');
  pen.write(words.title, LEFT, 68, { size: 20, face: 'bold' });
  const issuer = issuerLines(sheet, product);
  issuer.forEach((line, i) => {
    pen.write(line, RIGHT, 68 + i * ISSUER_LINE, { ...HEAD, color: i === 0 ? INK : GREY, align: 'right' });
  });
  pen.write(words.month(year, Number(month)), LEFT, 88, { size: 11, color: GREY });
  // A long issuer moves what is below it down.
  const top = 120 + Math.max(0, issuer.length - 4) * ISSUER_LINE;
  const [name = ''] = pen.wrap(statement.name, WIDTH, 1, { size: 13, face: 'bold' });
  pen.write(name, LEFT, top, { size: 13, face: 'bold' });
  pen.write(words.account(statement.billingAccountId, statement.currency), LEFT, top + 16, HEAD);
  const color = statement.status === 'closed' ? GREY : WARNING;
  pen.write(words.status[statement.status], RIGHT, top + 16, { ...HEAD, color, align: 'right' });
  const { credits, charges } = sumsOf(statement);
  const boxes = [
    [words.opening, statement.opening],
    [words.credits, credits],
    [words.charges, charges],
    [words.closing, statement.closing],
  ] as const;
  pen.rule(LEFT, WIDTH, top + 30);
  boxes.forEach(([label, money], i) => {
    const x = LEFT + (i * WIDTH) / boxes.length;
    pen.write(label, x, top + 47, HEAD);
    pen.write(grouped(money.amount), x, top + 63, { size: 12, face: 'bold' });
  });
  pen.rule(LEFT, WIDTH, top + 75);
  sheet.y = top + 104;
}

function columnHeads(sheet: Sheet): void {
  const { pen, words, statement } = sheet;
  const { at, entry, amount, balance } = words.columns;
  pen.write(at, LEFT, sheet.y, HEAD);
  pen.write(entry, ENTRY_LEFT, sheet.y, HEAD);
  pen.write(`${amount} (${statement.currency})`, AMOUNT_RIGHT, sheet.y, { ...HEAD, align: 'right' });
  pen.write(`${balance} (${statement.currency})`, RIGHT, sheet.y, { ...HEAD, align: 'right' });
  pen.rule(LEFT, WIDTH, sheet.y + 6, INK);
  sheet.y += 20;
}

/** A row of the table; begins a page, with the heads again, where it does not fit. */
function row(
  sheet: Sheet,
  cells: { at?: string; entry: string; amount?: string; balance: string; bold?: boolean },
): void {
  const { pen } = sheet;
  const style = cells.bold ? ({ ...BODY, face: 'bold' } as const) : BODY;
  const lines = pen.wrap(cells.entry, ENTRY_WIDTH, 4, style);
  if (sheet.y + (lines.length - 1) * ROW_HEIGHT > BOTTOM) {
    newPage(sheet);
    columnHeads(sheet);
  }
  if (cells.at) pen.write(cells.at, LEFT, sheet.y, { ...BODY, color: GREY });
  if (cells.amount) pen.write(cells.amount, AMOUNT_RIGHT, sheet.y, { ...style, align: 'right' });
  pen.write(cells.balance, RIGHT, sheet.y, { ...style, align: 'right' });
  lines.forEach((line, i) => {
    pen.write(line, ENTRY_LEFT, sheet.y + i * ROW_HEIGHT, style);
  });
  sheet.y += lines.length * ROW_HEIGHT + 2;
  pen.rule(LEFT, WIDTH, sheet.y - ROW_HEIGHT + 4);
  sheet.y += 3;
}

async function linesTable(sheet: Sheet): Promise<void> {
  const { words, statement } = sheet;
  columnHeads(sheet);
  row(sheet, { entry: words.opening, balance: grouped(statement.opening.amount), bold: true });
  for (const [i, line] of statement.lines.entries()) {
    // A long statement takes seconds: other requests have their turn in between.
    if (i % 50 === 49) await setImmediate();
    row(sheet, {
      at: line.at.slice(0, 16).replace('T', ' '),
      entry: entryText(line, words),
      amount: grouped(line.amount.amount),
      balance: grouped(line.balance.amount),
    });
  }
  if (statement.lines.length === 0) row(sheet, { entry: words.noLines, balance: '' });
  row(sheet, { entry: words.closing, balance: grouped(statement.closing.amount), bold: true });
}

/** The month's traffic: the sums, and each day in three columns. */
function trafficTable(sheet: Sheet): void {
  const { pen, words, statement } = sheet;
  const traffic = trafficOf(statement);
  const perColumn = Math.ceil((traffic?.rows.length ?? 0) / 3);
  if (sheet.y + 100 + perColumn * ROW_HEIGHT > BOTTOM) newPage(sheet);
  else sheet.y += 24;
  pen.write(words.traffic, LEFT, sheet.y, { size: 11, face: 'bold' });
  pen.rule(LEFT, WIDTH, sheet.y + 7, INK);
  sheet.y += 24;
  if (!traffic) {
    pen.write(words.noTraffic, LEFT, sheet.y, BODY);
    return;
  }
  const sums = [
    [words.total, traffic.total],
    [words.days, traffic.days],
    [words.average, traffic.average],
    [words.busiest, traffic.busiest],
  ] as const;
  sums.forEach(([label, value], i) => {
    const x = LEFT + (i * WIDTH) / sums.length;
    pen.write(label, x, sheet.y, HEAD);
    pen.write(value, x, sheet.y + 14, BODY);
  });
  sheet.y += 38;
  const columnWidth = WIDTH / 3;
  traffic.rows.forEach(([date, amount], i) => {
    const x = LEFT + Math.floor(i / perColumn) * columnWidth;
    const y = sheet.y + (i % perColumn) * ROW_HEIGHT;
    pen.write(date, x, y, { ...BODY, color: GREY });
    pen.write(amount, x + columnWidth - 24, y, { ...BODY, align: 'right' });
  });
  sheet.y += perColumn * ROW_HEIGHT + 8;
  pen.write(words.trafficNote(unitText(statement.byteBase)), LEFT, sheet.y, HEAD);
}

function unitText(byteBase: 1000 | 1024): string {
  return `1 GB = ${grouped(String(byteBase))} MB = ${grouped(String(byteBase ** 3))} B`;
}

function footers(sheet: Sheet): void {
  const { doc, pen, words, statement } = sheet;
  const { count } = doc.bufferedPageRange();
  const y = PAGE.height - 36;
  for (let no = 1; no <= count; no++) {
    doc.switchToPage(no - 1);
    const page = words.page(no, count);
    const [name = ''] = pen.wrap(`${statement.month} · ${statement.name}`, WIDTH - pen.width(page, HEAD) - 20, 1, HEAD);
    pen.rule(LEFT, WIDTH, y - 14);
    pen.write(name, LEFT, y, HEAD);
    pen.write(page, RIGHT, y, { ...HEAD, align: 'right' });
  }
}

/** Every text that the page may show, so that its fonts hold just that. */
function textsOf(statement: StatementDto, words: StatementWords, issuer: string) {
  const [year = '', month = ''] = statement.month.split('-');
  const made = [words.month(year, Number(month)), words.account('', ''), words.order(''), words.page(0, 0)];
  const plain = JSON.stringify([
    words,
    made,
    words.issuedBy(issuer),
    words.taxId(''),
    words.trafficNote(unitText(1024)),
    statement,
  ]);
  const bold = [words.title, words.opening, words.credits, words.charges, words.closing, words.traffic, statement.name];
  const figures = '0123456789.,-:<> …';
  return { regular: plain + figures, bold: bold.join('') + figures };
}

/**
 * A month's statement as an A4 document with its fonts inside. The same statement, language and issuer give the same bytes:
 * it is dated by its month, not by the clock.
 */
export async function statementPdf(
  statement: StatementDto,
  locale: StatementLocale,
  issuer = 'Gigatill',
): Promise<Uint8Array<ArrayBuffer>> {
  const words = STATEMENT_WORDS[locale];
  const date = monthBounds(statement.month).to;
  const title = `${words.title} ${statement.month} · ${statement.name}`;
  const doc = openDocument({ title, author: statement.issuer?.name || issuer, date, locale });
  const pen = penFor(doc, await makeFontBook(textsOf(statement, words, issuer), locale));
  const sheet: Sheet = { doc, pen, words, statement, y: 0 };
  newPage(sheet);
  header(sheet, issuer);
  await linesTable(sheet);
  trafficTable(sheet);
  footers(sheet);
  return bytesOf(doc);
}
