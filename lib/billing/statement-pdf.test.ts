import { inflateSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Actor, type Context, systemContext } from '@/lib/core/actor';
import { parseMoney } from '@/lib/core/money';
import { createAgent } from '@/lib/customers';
import { sha256 } from '@/lib/infra/crypto';
import { db } from '@/lib/infra/db';
import { closeStatement, getStatement, issueStatement, recordPayment, statementCsv } from './index';
import type { StatementDto, StatementLocale } from './schemas';
import { statementPdf } from './statement-pdf';
import { entryText, gbOf, sumsOf, trafficOf } from './statement-text';
import { STATEMENT_WORDS } from './statement-words';

useTestDatabase();

const ctx = systemContext('test');
const month = new Date().toISOString().slice(0, 7);
const usd = (amount: string) => ({ amount, currency: 'USD' });

function sample(name: string, lines = 3): StatementDto {
  return {
    billingAccountId: '12',
    name,
    month: '2026-11',
    currency: 'USD',
    status: 'closed',
    opening: usd('10.00'),
    closing: usd((10 - lines).toFixed(2)),
    lines: Array.from({ length: lines }, (_, i) => ({
      at: '2026-11-05T09:30:00.000Z',
      kind: 'order',
      description: `Order ${i}`,
      orderId: String(i),
      amount: usd('-1.00'),
      balance: usd((9 - i).toFixed(2)),
    })),
    usage: [
      { date: '2026-11-05', totalBytes: 3 * 1024 ** 3 },
      { date: '2026-11-07', totalBytes: 1024 ** 3 },
    ],
    byteBase: 1024,
    issuer: null,
  };
}

/** Every character that the document's fonts were given, as a reader would copy it out. */
function characters(pdf: Uint8Array): Set<string> {
  const file = Buffer.from(pdf).toString('latin1');
  const found = new Set<string>();
  for (const [, body = ''] of file.matchAll(/stream\n([\s\S]*?)\nendstream/g)) {
    const bytes = Buffer.from(body, 'latin1');
    if (bytes[0] !== 0x78) continue;
    const text = inflateSync(bytes).toString('latin1');
    for (const [, list = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
      for (const [, hex = ''] of (/\[(.*)\]/s.exec(list)?.[1] ?? '').matchAll(/<([0-9a-f]+)>/g)) {
        if (hex !== '0000') found.add(Buffer.from(hex, 'hex').swap16().toString('utf16le'));
      }
    }
  }
  return found;
}

function pages(pdf: Uint8Array): number {
  return Buffer.from(pdf).toString('latin1').split('/Type /Page\n').length - 1;
}

describe('the page', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each<[StatementLocale, string]>([
    ['zh-CN', '深圳市云跃网络科技有限公司（直角）'],
    ['ja', '株式会社サンプル・トラフィック髙﨑'],
    ['en', 'Łódź Über Ελλάς Київ 東京データ 카카오뱅크 繁體'],
  ])('%s shows every letter of a name', async (locale, name) => {
    const shown = characters(await statementPdf(sample(name), locale));
    const wanted = [...name, ...STATEMENT_WORDS[locale].title].filter((char) => char !== ' ');
    expect(wanted.filter((char) => !shown.has(char))).toEqual([]);
    expect(shown.has('□')).toBe(false);
  });

  test('a letter that no font has is a box, and marks that steer a screen are left out', async () => {
    const shown = characters(await statementPdf(sample('a\u202eb\u0007ش\u{1f642}\ud800'), 'en'));
    expect(shown.has('□')).toBe(true);
    expect([...shown].filter((char) => /[\p{C}ش]/u.test(char))).toEqual([]);
  });

  test('the same statement gives the same bytes on any day, and another statement others', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-12-01T00:00:00Z') });
    const first = sha256(await statementPdf(sample('東京'), 'ja'));
    vi.setSystemTime(new Date('2031-05-06T07:08:09Z'));
    expect(sha256(await statementPdf(sample('東京'), 'ja'))).toBe(first);
    expect(sha256(await statementPdf(sample('東亰'), 'ja'))).not.toBe(first);
    expect(sha256(await statementPdf(sample('東京'), 'en'))).not.toBe(first);
  });

  test('as many pages as it needs', async () => {
    expect(pages(await statementPdf(sample('one'), 'en'))).toBe(1);
    expect(pages(await statementPdf(sample('many', 200), 'en'))).toBe(6);
    const empty = { ...sample('none', 0), usage: [] };
    expect(pages(await statementPdf(empty, 'en'))).toBe(1);
    const wordy = sample('wordy', 1);
    const note = 'x'.repeat(1000);
    wordy.lines = wordy.lines.map((line) => ({ ...line, kind: 'payment', description: `Payment: ${note}` }));
    expect(pages(await statementPdf(wordy, 'en'))).toBe(1);
  });
});

describe('its figures', () => {
  test('credits and charges lead from the opening balance to the closing one', () => {
    const statement = sample('x', 2);
    statement.lines.push({ ...sample('x', 1).lines[0], amount: usd('5.50') } as StatementDto['lines'][number]);
    expect(sumsOf(statement)).toEqual({ credits: usd('5.50'), charges: usd('-2.00') });
  });

  test('traffic in the GB of its providers', () => {
    expect(trafficOf(sample('x'))).toEqual({
      total: '4.00 GB',
      days: '2',
      average: '2.00 GB',
      busiest: '2026-11-05: 3.00 GB',
      rows: [
        ['2026-11-05', '3.00 GB'],
        ['2026-11-07', '1.00 GB'],
      ],
    });
    expect(trafficOf({ ...sample('x'), usage: [] })).toBeNull();
    expect([gbOf(0n, 1000), gbOf(1n, 1000), gbOf(1_234_567_890_000n, 1000)]).toEqual([
      '0.00 GB',
      '< 0.01 GB',
      '1,234.57 GB',
    ]);
  });

  test('entries in the reader’s language, notes as they were written', () => {
    const line = (kind: string, description: string, orderId: string | null = null) =>
      entryText({ at: '', kind, description, orderId, amount: usd('1.00'), balance: usd('1.00') }, STATEMENT_WORDS.ja);
    expect(line('order', 'Order 7', '7')).toBe('注文 7');
    expect(line('payment', 'Payment: R1: 11月')).toBe('入金: R1: 11月');
    expect(line('adjustment', 'Adjustment')).toBe('調整');
    expect(line('fee', 'A fee')).toBe('A fee');
  });
});

describe('issued', () => {
  async function account(name: string): Promise<{ agentId: number; billingAccountId: number }> {
    const agent = await createAgent(ctx, { name, email: `${sha256(name).slice(0, 8)}@example.com`, currency: 'USD' });
    return { agentId: Number(agent.id), billingAccountId: Number(agent.billingAccountId) };
  }

  async function pay(agentId: number, amount: string, reference: string): Promise<void> {
    const money = parseMoney(usd(amount));
    if (!money) throw new Error(amount);
    const payment = { amount: money, reference, method: 'bank' as const, note: null };
    await recordPayment(ctx, { agentId }, payment, { idempotencyKey: `${agentId}:${reference}` });
  }

  test.each(['pdf', 'csv'] as const)('a closed statement as %s has the same bytes at every issue', async (format) => {
    const { agentId, billingAccountId } = await account(`云跃 ${format}`);
    await pay(agentId, '10.00', 'R1');
    const closed = await closeStatement(ctx, { billingAccountId, month });
    const input = { billingAccountId, month, format, locale: 'zh-CN' as const };
    const first = await issueStatement(ctx, input);
    await pay(agentId, '3.00', 'R2');
    await db().billingAccount.update({ where: { id: billingAccountId }, data: { name: 'renamed' } });
    const again = await issueStatement(ctx, input);
    expect(sha256(again.bytes)).toBe(sha256(first.bytes));
    const kept = await db().statementFile.findMany({ where: { statement: { billingAccountId } } });
    expect(kept.map(({ sha256 }) => sha256)).toEqual([sha256(first.bytes)]);
    expect(first.fileName).toBe(`statement-${billingAccountId}-${month}.${format}`);
    if (format === 'csv')
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(first.bytes)).toBe(statementCsv(closed));
    else expect(Buffer.from(first.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    await expect(db().statementFile.deleteMany()).rejects.toThrow(/append-only/);
  });

  test('asked for eight times at once it is issued once', async () => {
    const { agentId, billingAccountId } = await account('at once');
    await pay(agentId, '10.00', 'R1');
    await closeStatement(ctx, { billingAccountId, month });
    const input = { billingAccountId, month, format: 'pdf' as const, locale: 'en' as const };
    const issued = await Promise.all(Array.from({ length: 8 }, () => issueStatement(ctx, input)));
    expect(new Set(issued.map(({ bytes }) => sha256(bytes))).size).toBe(1);
    expect(await db().statementFile.count({ where: { statement: { billingAccountId } } })).toBe(1);
    const events = { action: 'statement.issued', entityId: `${billingAccountId}/${month}` };
    expect(await db().auditEvent.count({ where: events })).toBe(1);
  });

  test('a kept file that does not match its SHA-256 is not handed out', async () => {
    const { billingAccountId } = await account('damaged');
    await closeStatement(ctx, { billingAccountId, month });
    const { id } = await db().statement.findFirstOrThrow({ where: { billingAccountId } });
    const file = { statementId: id, format: 'csv', locale: 'en', bytes: Buffer.from('x'), sha256: sha256('y') };
    await db().statementFile.create({ data: file });
    const issue = issueStatement(ctx, { billingAccountId, month, format: 'csv', locale: 'ja' });
    await expect(issue).rejects.toMatchObject({ code: 'internal' });
  });

  test('an open statement is made anew and not kept', async () => {
    const { agentId, billingAccountId } = await account('still open');
    const input = { billingAccountId, month, format: 'csv' as const, locale: 'en' as const };
    const before = await issueStatement(ctx, input);
    await pay(agentId, '10.00', 'R1');
    const after = await issueStatement(ctx, input);
    expect(sha256(after.bytes)).not.toBe(sha256(before.bytes));
    expect(Buffer.from(after.bytes).toString()).toContain('Status,open');
    expect(await db().statementFile.count({ where: { statement: { billingAccountId } } })).toBe(0);
    expect((await getStatement(ctx, input)).status).toBe('open');
  });

  test('another agent’s statement is not found', async () => {
    const mine = await account('mine');
    const other = await account('other');
    const actor: Actor = { kind: 'key', keyId: 1, name: 'k', role: 'agent', agentId: mine.agentId, address: null };
    const asAgent: Context = { ...ctx, actor };
    const input = { month, format: 'csv' as const, locale: 'en' as const };
    const foreign = issueStatement(asAgent, { ...input, billingAccountId: other.billingAccountId });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    expect((await issueStatement(asAgent, { ...input, ...mine })).bytes.length).toBeGreaterThan(50);
  });
});
