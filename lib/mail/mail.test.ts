import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { useTestDatabase } from '@/bin/test/database';
import { type Actor, systemContext } from '@/lib/core/actor';
import { closeDb, db, inTransaction } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';

useTestDatabase();

/** What a small mail server was handed: envelope and text of each mail. */
const received: { to: string; text: string }[] = [];
let refusing = false;
let server: Server;

function listen(): Promise<number> {
  server = createServer((socket) => {
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to = '';
    let text: string[] | null = null;
    say('220 test');
    createInterface({ input: socket }).on('line', (line) => {
      if (text !== null) {
        if (line !== '.') text.push(line);
        else {
          received.push({ to, text: text.join('\n') });
          text = null;
          say('250 taken');
        }
      } else if (/^RCPT TO/i.test(line)) {
        to = line.replace(/^.*<(.*)>.*$/, '$1');
        say(refusing ? '550 no such box' : '250 ok');
      } else if (/^DATA/i.test(line)) {
        text = [];
        say('354 go on');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else say('250 ok');
    });
    socket.on('error', () => socket.destroy());
  });
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('no port'));
    });
  });
}

let smtpPort = 0;
beforeAll(async () => {
  smtpPort = await listen();
});
beforeEach(() => {
  vi.resetModules();
  received.length = 0;
  refusing = false;
});
afterAll(async () => {
  await closeJobs();
  await closeDb();
  server.close();
});

/** The module as it is with or without a mail server in the environment, which is read once. */
async function load(smtpUrl: string) {
  vi.stubEnv('SMTP_URL', smtpUrl);
  vi.stubEnv('MAIL_FROM', 'Till <till@example.com>');
  const [mail, database, jobs] = await Promise.all([
    import('./index'),
    import('@/lib/infra/db'),
    import('@/lib/infra/jobs'),
  ]);
  const queue = (to: string) =>
    database.inTransaction((tx) =>
      mail.queueMail(tx, { to, subject: 'Grüße', body: 'https://till.example/reset/abc' }),
    );
  const last = () => db().mail.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const close = async () => {
    await jobs.closeJobs();
    await database.closeDb();
  };
  return { ...mail, queue, last, close };
}

const waiting = () => db().$queryRaw<{ data: { mailId: number } }[]>`
  SELECT data FROM pgboss.job WHERE name = 'mail-send'`;

it('without a mail server keeps mails, sealed, for admins to read', async () => {
  const mail = await load('');
  await mail.queue('ada@example.com');
  const kept = await mail.last();
  expect(kept.body).not.toContain('reset/abc');
  await mail.sendMail(kept.id);
  const page = await mail.listMails(systemContext('test'), { limit: 10 });
  expect(page.data[0]).toMatchObject({ to: 'ada@example.com', body: 'https://till.example/reset/abc', sentAt: null });
  const viewer: Actor = { kind: 'key', keyId: 1, name: 'k', role: 'viewer', agentId: null, address: null };
  await expect(mail.listMails({ actor: viewer, now: () => new Date() }, { limit: 10 })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await mail.close();
});

it('with one, sends in the transaction’s wake, once, and forgets the text', async () => {
  const mail = await load(`smtp://127.0.0.1:${smtpPort}`);
  await mail.queue('bob@example.com');
  const kept = await mail.last();
  expect((await waiting()).map(({ data }) => data)).toEqual([{ mailId: kept.id }]);
  await mail.sendMail(kept.id);
  await mail.sendMail(kept.id);
  expect(received).toHaveLength(1);
  expect(received[0]?.to).toBe('bob@example.com');
  expect(received[0]?.text).toMatch(/^From: Till <till@example.com>$/m);
  expect(received[0]?.text).toContain('https://till.example/reset/abc');
  expect(await mail.last()).toMatchObject({ body: '', error: null, sentAt: expect.any(Date) });
  const { data } = await mail.listMails(systemContext('test'), { limit: 1 });
  expect(data[0]).toMatchObject({ body: null });
  await mail.close();
});

it('says why a mail was not taken, and the queue tries again', async () => {
  const mail = await load(`smtp://127.0.0.1:${smtpPort}`);
  await mail.queue('nobody@example.com');
  const { id } = await mail.last();
  refusing = true;
  await expect(mail.sendMail(id)).rejects.toThrow('550');
  expect(await mail.last()).toMatchObject({ sentAt: null, error: expect.stringContaining('no such box') });
  refusing = false;
  await mail.sendMail(id);
  expect(await mail.last()).toMatchObject({ sentAt: expect.any(Date), error: null });
  await mail.close();
});

it('leaves nothing of a transaction that was undone', async () => {
  const mail = await load('');
  const before = await db().mail.count();
  const undone = inTransaction(async (tx) => {
    await mail.queueMail(tx, { to: 'x@example.com', subject: 's', body: 'b' });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await db().mail.count()).toBe(before);
  await mail.close();
});

it('mails kept without a mail server are sent when an admin says so, each once, unless their link is over', async () => {
  await db().mail.deleteMany();
  const off = await load('');
  await off.queue('early@example.com');
  await off.queue('late@example.com');
  const over = { to: 'over@example.com', subject: 's', body: 'b', expiresAt: new Date(Date.now() - 1000) };
  await inTransaction((tx) => off.queueMail(tx, over));
  await expect(off.sendKeptMails(systemContext('test'), {})).rejects.toMatchObject({ code: 'invalid_state' });
  expect(await off.countKeptMails(systemContext('test'))).toMatchObject({ kept: 2, oldestAt: expect.any(String) });
  await off.close();
  vi.resetModules();
  const on = await load(`smtp://127.0.0.1:${smtpPort}`);
  const page = await on.listMails(systemContext('test'), { limit: 10 });
  expect(page.data.map(({ to, state }) => [to, state])).toEqual([
    ['over@example.com', 'expired'],
    ['late@example.com', 'kept'],
    ['early@example.com', 'kept'],
  ]);
  const viewer: Actor = { kind: 'key', keyId: 1, name: 'k', role: 'viewer', agentId: null, address: null };
  await expect(on.sendKeptMails({ actor: viewer, now: () => new Date() }, {})).rejects.toMatchObject({
    code: 'forbidden',
  });
  await db().$executeRaw`DELETE FROM pgboss.job WHERE name = 'mail-send'`;
  const [late] = page.data.filter(({ to }) => to.startsWith('late'));
  const both = await Promise.all([
    on.sendKeptMails(systemContext('test'), {}),
    on.sendKeptMails(systemContext('test'), {}),
  ]);
  expect(both.map(({ queued }) => queued).sort()).toEqual([0, 2]);
  expect(await waiting()).toHaveLength(2);
  const again = on.sendKeptMails(systemContext('test'), { id: Number(late?.id) });
  await expect(again).rejects.toMatchObject({ code: 'invalid_state' });
  await on.close();
});
