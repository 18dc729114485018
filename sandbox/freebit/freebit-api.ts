import { randomBytes } from 'node:crypto';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY } from '../credentials';
import type { Journal, JournalEntry } from '../journal';
import { object } from '../json-text';
import type { ApiAnswer, ApiRequest, EffectFilter, ProviderApi } from '../provider-api';
import type { Settings } from '../settings';
import { dayNumberAt, TOKYO_OFFSET_HOURS } from '../zone-days';
import { answerResult, isCompactDay, type ResultCode, readJson, textOf, withFields } from './freebit-answers';
import { type FreebitBase, type Line, syntheticLines, trafficKb } from './lines';

/** A quota added by `addSpec`. */
interface QuotaEffect {
  at: string;
  kind: 'add_quota';
  account: string;
  quotaMb: number;
  quotaCode: string | null;
  expire: string | null;
}

type JsonFields = Record<string, unknown>;

/** Freebit: PA01-01 authOem, PA05-01 getTrafficInfo, PA04-04 addSpec. */
export class FreebitApi implements ProviderApi {
  readonly name = 'freebit';
  readonly secretFields = ['authKey', 'oemKey'];
  readonly #journal: Journal;
  readonly #settings: Settings;
  readonly #keys = new Map<string, number>();
  readonly #overrides = new Map<string, number>();
  #effects: QuotaEffect[] = [];
  #lines = new Map<string, Line>();
  base: FreebitBase;

  constructor(journal: Journal, settings: Settings, base: FreebitBase) {
    this.#journal = journal;
    this.#settings = settings;
    this.base = base;
    this.#setBase(base);
  }

  handle(request: ApiRequest): ApiAnswer {
    if (request.method !== 'POST') return plainPage(405, 'Method Not Allowed');
    const fields = readJson(request, this.#options.bodyEncoding);
    switch (request.path) {
      case '/emptool/api/authOem/':
        return this.#authOem(request, fields);
      case '/emptool/api/mvno/getTrafficInfo/':
        return this.#withKey(request, fields, (known) => this.#getTrafficInfo(request, known));
      case '/emptool/api/master/addSpec/':
        return this.#withKey(request, fields, (known) => this.#addSpec(request, known));
      default:
        return plainPage(404, 'Not Found');
    }
  }

  get #options() {
    return this.#settings.current.freebit;
  }

  #result(code: ResultCode, account: string | null = null): ApiAnswer {
    return answerResult(code, this.#options.httpStatus, account);
  }

  #authOem(request: ApiRequest, fields: JsonFields | null): ApiAnswer {
    if (fields === null) return this.#result('204');
    if (fields.oemId !== FREEBIT_OEM_ID || fields.oemKey !== FREEBIT_OEM_KEY) return this.#result('205');
    const authKey = randomBytes(20).toString('hex').toUpperCase();
    this.commit('key', request.nowMs, { authKey });
    return withFields('100', this.#options.httpStatus, null, [['authKey', authKey]]);
  }

  #withKey(request: ApiRequest, fields: JsonFields | null, next: (fields: JsonFields) => ApiAnswer): ApiAnswer {
    if (fields === null) return this.#result('204');
    const issuedAt = this.#keys.get(textOf(fields.authKey) ?? '');
    const account = textOf(fields.account);
    const expired = issuedAt === undefined || request.nowMs - issuedAt > this.#options.authKeyMinutes * 60_000;
    return expired ? this.#result('205', account) : next(fields);
  }

  /** The line an account names, or the code that refuses it. */
  #find(account: string | null): Line | ResultCode {
    if (account === null || !/^[\w.@+-]{1,64}$/.test(account)) return '201';
    const line = this.#lines.get(account);
    if (line === undefined) {
      if (account.includes('_')) return '323';
      return /^0\d{9,13}$/.test(account) ? '210' : '240';
    }
    if (line.inShareGroup) return '240';
    return line.suspended ? '211' : line;
  }

  #getTrafficInfo(request: ApiRequest, fields: JsonFields): ApiAnswer {
    const account = textOf(fields.account);
    const line = this.#find(account);
    if (typeof line === 'string') return this.#result(line, account);
    const today = dayNumberAt(request.nowMs, TOKYO_OFFSET_HOURS);
    const { recentDays, recentDaysIncludeToday, recentDaysOrder } = this.#options;
    const newest = recentDaysIncludeToday ? today : today - 1;
    const recent = Array.from({ length: recentDays }, (_, index) => this.kbOf(line, newest - index, request.nowMs));
    if (recentDaysOrder === 'oldest_first') recent.reverse();
    const traffic = object(
      ['today', String(this.kbOf(line, today, request.nowMs))],
      ['inRecentDays', line.kind === 'sim' ? recent.join(',') : ''],
      ['blackList', line.blackListed ? '10' : '20'],
    );
    return withFields('100', this.#options.httpStatus, line.account, [
      ['account', line.account],
      ['traffic', traffic],
    ]);
  }

  /** Not replay-safe: `quotaCode` is a note, the same call twice adds twice. */
  #addSpec(request: ApiRequest, fields: JsonFields): ApiAnswer {
    const inner = Array.isArray(fields.requestDatas) ? fields.requestDatas[0] : undefined;
    const spec: JsonFields = { ...fields, ...(typeof inner === 'object' ? inner : {}) };
    const account = textOf(spec.account);
    const quota = textOf(spec.quota) ?? '';
    const quotaCode = textOf(spec.quotaCode);
    const expire = textOf(spec.expire);
    if (spec.kind !== 'MVNO') return this.#result('204', account);
    const line = this.#find(account);
    if (typeof line === 'string') return this.#result(line, account);
    const goodQuota = /^\d{1,6}$/.test(quota) && Number(quota) >= 1 && Number(quota) <= 512_000;
    const goodCode = quotaCode === null || quotaCode.length <= 512;
    const goodExpire = expire === null || expire === '' || isCompactDay(expire);
    if (!goodQuota || !goodCode || !goodExpire) return this.#result('204', account);
    this.commit('quota', request.nowMs, { account: line.account, quotaMb: Number(quota), quotaCode, expire });
    return { ...this.#result('100', account), applied: true };
  }

  /** KB of a line on a day, as the API tells it now. */
  kbOf(line: Line, day: number, nowMs: number): number {
    return this.#overrides.get(`${line.account} ${day}`) ?? trafficKb(line, this.base.seed, day, nowMs);
  }

  hasLine(account: string): boolean {
    return this.#lines.has(account);
  }

  effects(filter: EffectFilter): object[] {
    return this.#effects.filter((effect) => filter.subject === null || effect.account === filter.subject);
  }

  refusal(): ApiAnswer {
    return this.#result('211');
  }

  /** All keys end here, so that a new login is the only way on. */
  expiredToken(request: ApiRequest): ApiAnswer {
    this.commit('revoke', request.nowMs, {});
    return this.#result('205');
  }

  moveTotal(): void {
    // Freebit has no lists, so there is no total to move.
  }

  commit(type: string, atMs: number, fields: Omit<JournalEntry, 'owner' | 'type' | 'at'>): void {
    const entry: JournalEntry = { owner: 'freebit', type, at: atMs, ...fields };
    this.#journal.append(entry);
    this.apply(entry);
  }

  apply(entry: JournalEntry): void {
    switch (entry.type) {
      case 'world':
        this.#setBase(syntheticLines(Number(entry.customers), Number(entry.seed)));
        return;
      case 'key':
        this.#keys.set(String(entry.authKey), entry.at);
        return;
      case 'revoke':
        this.#keys.clear();
        return;
      case 'usage':
        this.#overrides.set(`${entry.account} ${entry.day}`, Number(entry.kb));
        return;
      case 'quota':
        this.#effects.push({
          at: new Date(entry.at).toISOString(),
          kind: 'add_quota',
          account: String(entry.account),
          quotaMb: Number(entry.quotaMb),
          quotaCode: entry.quotaCode === null ? null : String(entry.quotaCode),
          expire: entry.expire === null ? null : String(entry.expire),
        });
        return;
      default:
        throw new Error(`The journal has a Freebit entry of the unknown type ${entry.type}`);
    }
  }

  #setBase(base: FreebitBase): void {
    this.base = base;
    this.#lines = new Map(base.lines.map((line) => [line.account, line]));
    this.#overrides.clear();
    this.#effects = [];
  }
}

function plainPage(httpStatus: number, message: string): ApiAnswer {
  const body = object(['error', message], ['status', httpStatus]);
  return { httpStatus, body, applied: false, code: String(httpStatus), subject: null };
}
