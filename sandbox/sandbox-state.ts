import { CallLog } from './call-log';
import { FaultBook } from './fault-book';
import { FreebitApi } from './freebit/freebit-api';
import { demoLines, syntheticLines } from './freebit/lines';
import { emptyIpidea } from './ipidea/base-world';
import { buildIpideaDemo } from './ipidea/build-demo';
import { IpideaApi } from './ipidea/ipidea-api';
import { buildDemo as buildIpwebDemo } from './ipweb/build-demo';
import { emptyIpweb, IpwebApi } from './ipweb/ipweb-api';
import { Journal, type JournalEntry } from './journal';
import type { ProviderApi, ProviderName } from './provider-api';
import { Settings, settingsPatchSchema } from './settings';
import { dayNumberAt, SHANGHAI_OFFSET_HOURS } from './zone-days';

export type SeedName = 'demo' | 'empty';

interface Providers {
  ipweb: IpwebApi;
  freebit: FreebitApi;
  ipidea: IpideaApi;
}

/** Everything the sandbox knows, rebuilt from its journal at start. */
export class SandboxState {
  readonly faults = new FaultBook();
  readonly calls = new CallLog();
  readonly settings = new Settings();
  readonly #journal: Journal;
  readonly #now: () => Date;
  readonly #seed: SeedName;
  seed: SeedName;
  providers: Providers;

  constructor(dataDir: string, seed: SeedName, now: () => Date) {
    this.#journal = new Journal(dataDir);
    this.#now = now;
    this.#seed = seed;
    const entries = this.#journal.read();
    const first = entries[0];
    if (first !== undefined && first.type !== 'start') throw new Error('The journal does not begin with a start entry');
    this.seed = first?.seed === 'empty' ? 'empty' : first === undefined ? seed : 'demo';
    const anchorDay = first === undefined ? this.#today() : Number(first.anchorDay);
    this.providers = this.#build(anchorDay);
    if (first === undefined) this.#writeStart(anchorDay);
    for (const entry of entries.slice(1)) this.#replay(entry);
  }

  provider(name: ProviderName): ProviderApi {
    return this.providers[name];
  }

  now(): Date {
    return this.#now();
  }

  /** Changes settings; throws a ZodError for a wrong one. */
  patchSettings(patch: unknown): void {
    const parsed = settingsPatchSchema.parse(patch);
    this.settings.current = this.settings.preview(parsed);
    this.#journal.append({ owner: 'sandbox', type: 'settings', at: this.#now().getTime(), settings: parsed });
  }

  /** Back to the first day: the seed the server was started with, no faults, no calls, an empty journal. */
  reset(): void {
    this.faults.clear();
    this.calls.clear();
    this.settings.reset();
    this.#journal.clear();
    this.seed = this.#seed;
    const anchorDay = this.#today();
    this.#writeStart(anchorDay);
    this.providers = this.#build(anchorDay);
  }

  close(): void {
    this.#journal.close();
  }

  #today(): number {
    return dayNumberAt(this.#now().getTime(), SHANGHAI_OFFSET_HOURS);
  }

  #writeStart(anchorDay: number): void {
    const at = this.#now().getTime();
    this.#journal.append({ owner: 'sandbox', type: 'start', at, seed: this.seed, anchorDay });
  }

  #build(anchorDay: number): Providers {
    const demo = this.seed === 'demo';
    return {
      ipweb: new IpwebApi(this.#journal, this.settings, demo ? buildIpwebDemo(anchorDay) : emptyIpweb(anchorDay)),
      freebit: new FreebitApi(this.#journal, this.settings, demo ? demoLines() : syntheticLines(0, 1)),
      ipidea: new IpideaApi(this.#journal, this.settings, demo ? buildIpideaDemo(anchorDay) : emptyIpidea(anchorDay)),
    };
  }

  #replay(entry: JournalEntry): void {
    if (entry.owner !== 'sandbox') this.provider(entry.owner).apply(entry);
    else if (entry.type === 'settings') {
      this.settings.current = this.settings.preview(settingsPatchSchema.parse(entry.settings));
    }
  }
}
