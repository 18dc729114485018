import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IPIDEA_APPKEY, IPIDEA_UID, IPWEB_TOKEN } from './credentials';
import { type RunningSandbox, startSandbox } from './server';

/** Noon in Shanghai on a Wednesday. */
export const NOON = new Date('2026-03-18T04:00:00Z');

/** A sandbox for one test file: its own directory, a clock the test moves. */
export class SandboxFixture {
  now = NOON;
  readonly dataDir = mkdtempSync(join(tmpdir(), 'gigatill-sandbox-'));
  #running: RunningSandbox | null = null;

  async start(seed: 'demo' | 'empty' = 'demo'): Promise<void> {
    this.#running = await startSandbox({ port: 0, dataDir: this.dataDir, seed, now: () => this.now });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true });
  }

  url(path: string): string {
    if (this.#running === null) throw new Error('The sandbox of this test is not running');
    return `${this.#running.url}${path}`;
  }

  /** A call to IPWeb with the right token. */
  async ipweb(path: string): Promise<Answer<IpwebJson>> {
    return readAnswer(await fetch(this.url(`/ipweb${path}`), { headers: { Token: IPWEB_TOKEN } }));
  }

  /** A call to Freebit: the fields as JSON in the form field `json`. */
  async freebit(path: string, fields: object): Promise<Answer<FreebitJson>> {
    const body = new URLSearchParams({ json: JSON.stringify(fields) });
    return readAnswer(await fetch(this.url(`/freebit/emptool/api/${path}`), { method: 'POST', body }));
  }

  /** A call to IPIDEA with the right credentials in a multipart form. */
  async ipidea(name: string, fields: Record<string, string> = {}): Promise<Answer<IpideaJson>> {
    const body = new FormData();
    for (const [key, value] of Object.entries({ uid: IPIDEA_UID, appkey: IPIDEA_APPKEY, ...fields })) {
      body.append(key, value);
    }
    return readAnswer(await fetch(this.url(`/ipidea/api/open/${name}`), { method: 'POST', body }));
  }

  async control(path: string, body?: object): Promise<Answer<ControlJson>> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return readAnswer(await fetch(this.url(`/control${path}`), init));
  }

  async fault(match: object, fault: object): Promise<void> {
    const { status } = await this.control('/faults', { match, fault });
    if (status !== 201) throw new Error(`The fault was refused with ${status}`);
  }
}

export interface Answer<T> {
  status: number;
  text: string;
  /** The parsed body, typed as an answer that is all right; null where it is no JSON. */
  json: T;
}

interface IpwebRow {
  reportDate: string;
  customerId: number;
  uploadFlow: number;
  downloadFlow: number;
  flowCount: number;
  typeDesc: string;
  createTime: string;
  residualFlow: number;
  date: string;
}
interface IpwebPool {
  consumeFlow: number;
  residualFlow: number;
  'residualFlow ': number;
}
/** The fields of all IPWeb answers that tests look at. */
interface IpwebJson {
  code: number;
  data: { total: number; rows: IpwebRow[]; account: IpwebPool; account2: IpwebPool } & IpwebRow[];
}
interface FreebitJson {
  resultCode: string;
  authKey: string;
  traffic: { today: string; inRecentDays: string };
}
interface IpideaRow {
  money: string;
  created_at: string;
  pay_time: number;
  coin: number;
  old_balance: number;
  new_balance: number;
  expire_time: string;
  ip_list: string;
  day: number;
  isp_flow_use: number;
}
interface IpideaJson {
  ret: number;
  ret_data: {
    total: number;
    data: IpideaRow[];
    order_id: string;
    balance_left: number;
    flow_left: string;
  } & IpideaRow[];
}
interface ControlRow {
  account: string;
  kb: string;
  customerId: string;
  date: string;
  uploadMb: string;
  downloadMb: string;
  rechargedMb: string;
  consumedMb: string;
  residualMb: string;
  ispBytes: string;
}
/** The fields of all control answers that tests look at. */
interface ControlJson {
  rows: ControlRow[];
  effects: { orderId: string | null; remark: string | null }[];
  calls: object[];
  counts: object[];
  agents: { email: string }[];
  customers: { agent: string | null }[];
  sims: { account: string; name: string; agent: string | null }[];
}

async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  // The tests check the shape themselves; the type is what they expect to find.
  return { status: response.status, text, json: tryParse(text) as T };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
