import { IPWEB_TOKEN } from '../credentials';
import type { Journal, JournalEntry } from '../journal';
import { object } from '../json-text';
import type { ApiAnswer, ApiRequest, EffectFilter, ProviderApi } from '../provider-api';
import type { Settings } from '../settings';
import type { BaseWorld } from './base-world';
import { buildSynthetic } from './build-synthetic';
import { answerBadToken, answerCommand, answerFailure, BadParameter } from './ipweb-answers';
import {
  acceptForCustomer,
  addUser,
  type CommandContext,
  type Commit,
  deductionFlow,
  rechargeTrafficCount,
} from './ipweb-commands';
import * as reads from './ipweb-reads';
import * as totals from './ipweb-totals';
import { IpwebWorld } from './ipweb-world';
import { addRowTo } from './late-row';
import { mbText } from './movements';

const noDemand = {
  baseMb: 0,
  weekendFactor: 1,
  yearlyTrend: 0,
  spread: 0,
  activeChance: 0,
  burstChance: 0,
  silentAfter: null,
  lastDropMicro: 0,
};

/** An agent account without customers and traffic. */
export function emptyIpweb(anchorDay: number): BaseWorld {
  const spec = { customers: 0, days: 0, seed: 1, density: 1, today: false };
  return buildSynthetic(spec, anchorDay);
}

/** IPWeb: the seed's eight endpoints, the customer list and the three customer commands. */
export class IpwebApi implements ProviderApi {
  readonly name = 'ipweb';
  readonly secretFields = ['password', 'token'];
  readonly #journal: Journal;
  readonly #settings: Settings;
  world: IpwebWorld;

  constructor(journal: Journal, settings: Settings, base: BaseWorld) {
    this.#journal = journal;
    this.#settings = settings;
    this.world = new IpwebWorld(base);
  }

  handle(request: ApiRequest): ApiAnswer {
    if (request.headers.get('token') !== IPWEB_TOKEN) return answerBadToken();
    if (request.method !== 'GET') return answerFailure(`Request method '${request.method}' not supported`);
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof BadParameter) return answerFailure(error.message);
      throw error;
    }
  }

  #route(request: ApiRequest): ApiAnswer {
    switch (request.path) {
      case '/open/dynamic/myRechargeFlowList':
        return reads.myRechargeFlowList(this.world, request, this.#settings.current.ipweb.typeFilter);
      case '/open/dynamic/rechargeFlowListForMe':
        return reads.rechargeFlowListForMe(this.world, request);
      case '/open/dynamic/flowReport':
        return reads.flowReport(this.world, request);
      case '/open/customer/list':
        return reads.customerList(this.world, request);
      case '/api/agent/getFlowTotalFull':
        return totals.getFlowTotalFull(this.world, request);
      case '/api/agent/getNNIFlowConsumeDetail':
        return totals.getNniFlowConsumeDetail(this.world, request);
      case '/api/agent/getFlowConsumeDetail':
        return totals.getFlowConsumeDetail(this.world, request);
      case '/api/agent/rechargeTrafficCount':
        return rechargeTrafficCount(this.#context(request), request);
      case '/api/agent/deductionFlow':
        return deductionFlow(this.#context(request), request);
      case '/api/agent/addUser':
        return addUser(this.#context(request), request);
      case '/api/agent/updatePwd':
      case '/api/agent/changeStatus':
        return acceptForCustomer(this.#context(request), request);
      default:
        return notFound(request);
    }
  }

  #context(request: ApiRequest): CommandContext {
    const { duplicateCode, stockLimit } = this.#settings.current.ipweb;
    const commit: Commit = (type, fields) => this.commit(type, request.nowMs, fields);
    return { world: this.world, commit, duplicateCode, stockLimit };
  }

  /** Writes an entry to the journal, then applies it. */
  commit(type: string, atMs: number, fields: Omit<JournalEntry, 'owner' | 'type' | 'at'>): void {
    const entry: JournalEntry = { owner: 'ipweb', type, at: atMs, ...fields };
    this.#journal.append(entry);
    this.apply(entry);
  }

  apply(entry: JournalEntry): void {
    switch (entry.type) {
      case 'world': {
        const { customers, days, seed, density, anchorDay } = entry;
        const spec = { customers: Number(customers), days: Number(days), seed: Number(seed), density: Number(density) };
        this.world = new IpwebWorld(buildSynthetic({ ...spec, today: entry.today === true }, Number(anchorDay)));
        return;
      }
      case 'movement':
        this.world.addMovement({
          seq: this.world.nextSeq,
          atMs: entry.at,
          customerId: Number(entry.customerId),
          micro: BigInt(String(entry.micro)),
          orderId: entry.orderId === null ? null : String(entry.orderId),
          source: entry.source === 'operator' ? 'operator' : 'api',
        });
        return;
      case 'usage': {
        const usage = entry.up === null ? null : { up: Number(entry.up), down: Number(entry.down) };
        this.world.override(Number(entry.customerId), Number(entry.day), usage);
        return;
      }
      case 'customer': {
        const userName = String(entry.userName);
        const profile = { ...noDemand, firstDay: Number(entry.firstDay) };
        this.world.addCustomer({ id: Number(entry.id), name: userName, userName, agent: null, enabled: true, profile });
        return;
      }
      case 'status': {
        const customer = this.world.customers.get(Number(entry.id));
        if (customer !== undefined) customer.enabled = entry.enabled === true;
        return;
      }
      default:
        throw new Error(`The journal has an IPWeb entry of the unknown type ${entry.type}`);
    }
  }

  refusal(request: ApiRequest): ApiAnswer {
    const subject = request.query.get('customerId');
    if (request.path.endsWith('rechargeTrafficCount')) return answerCommand('充值失败', 500, subject, false);
    if (request.path.endsWith('deductionFlow')) return answerCommand('扣除失败', 500, subject, false);
    return answerFailure('操作失败', subject);
  }

  expiredToken(): ApiAnswer {
    return answerBadToken();
  }

  effects(filter: EffectFilter): object[] {
    return this.world.movements
      .filter((movement) => filter.history || movement.source !== 'history')
      .filter((movement) => filter.subject === null || String(movement.customerId) === filter.subject)
      .map((movement) => ({
        seq: movement.seq,
        at: new Date(movement.atMs).toISOString(),
        kind: movement.micro < 0n ? 'deduct' : 'recharge',
        customerId: String(movement.customerId),
        mb: mbText(movement.micro, 0),
        orderId: movement.orderId,
        source: movement.source,
      }));
  }

  moveTotal(request: ApiRequest): void {
    const commit: Commit = (type, fields) => this.commit(type, request.nowMs, fields);
    addRowTo(this.world, request, commit);
  }
}

function notFound(request: ApiRequest): ApiAnswer {
  const body = object(['status', 404], ['error', 'Not Found'], ['path', request.path]);
  return { httpStatus: 404, body, applied: false, code: '404', subject: null };
}
