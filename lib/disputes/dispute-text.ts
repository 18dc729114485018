import { TRAFFIC_ASSET_NAMES, TRAFFIC_ASSETS } from '@/lib/core/assets';
import { divideRounded, formatDecimal } from '@/lib/core/decimal';
import type { Locale } from '@/lib/core/locales';
import { inLanguage } from '@/messages/sentences';
import { type PackWords, packWords } from './pack-words';
import type { DisputePack, Section } from './types';

/** How a pack is told in one language: its words, and our own sentences that were kept in English. */
type Teller = { words: PackWords; say: (sentence: string) => string };

/** Instants in UTC, which the pack says at its head. */
function timeText(instant: string | null): string {
  return instant === null ? '–' : instant.slice(0, 19).replace('T', ' ');
}

function gbText(bytes: number, byteBase: 1000 | 1024): string {
  return `${formatDecimal(divideRounded(BigInt(bytes) * 1000n, BigInt(byteBase) ** 3n), 3, 3)} GB`;
}

/** What people call an asset of the ledger: the provider's unit, or the currency. */
function unitOf(asset: string): string {
  const traffic = TRAFFIC_ASSET_NAMES.find((name) => name === asset);
  return traffic ? TRAFFIC_ASSETS[traffic].unit : asset;
}

function filled(pairs: [string, string | null | undefined][]): [string, string][] {
  return pairs.flatMap(([name, value]): [string, string][] => (!value ? [] : [[name, value]]));
}

function titleOf({ words }: Teller, { order }: DisputePack): string {
  const type = words.types[order.type];
  return words.title(order.amountGb === null ? type : words.ofGb(type, order.amountGb), order.id);
}

/** What the pack is about, in a line. */
export function packTitle(pack: DisputePack, locale: Locale): string {
  return titleOf(tellerOf(locale), pack);
}

/** People outside of those whom the reader may know are but staff. */
function personText({ words }: Teller, name: string): string {
  return name === 'Staff' ? words.staff : name;
}

function orderFacts(teller: Teller, { order, connectionName }: DisputePack): [string, string][] {
  const { order: name, ...words } = teller.words;
  const { product, region, duration } = order;
  const made = words.madeBy(timeText(order.createdAt), personText(teller, order.madeBy));
  return filled([
    [name.customer, order.customerName],
    [name.account, order.accountName],
    [name.provider, connectionName],
    [name.state, words.states[order.status]],
    [name.amount, order.amountGb === null ? null : `${order.amountGb} GB (${order.units ?? ''})`],
    [
      name.product,
      product && [words.products[product], region, duration && words.durations[duration]].filter(Boolean).join(', '),
    ],
    [name.price, order.price && `${order.price.amount} ${order.price.currency}`],
    [name.made, made],
    [name.settled, order.settledAt && timeText(order.settledAt)],
    [name.reference, order.reference],
    [name.number, order.providerOrderId],
    [name.note, order.note],
  ]);
}

function proofFacts({ words, say }: Teller, { order, record, residual, byteBase }: DisputePack): [string, string][] {
  const { evidence } = order;
  const name = words.proof;
  const left = (bytes: number | null, at: string | null) => {
    if (bytes === null) return words.notKnown;
    return at === null ? gbText(bytes, byteBase) : words.asRead(gbText(bytes, byteBase), timeText(at));
  };
  const unread = order.status === 'succeeded' && residual.afterBytes === null;
  return filled([
    [name.proof, evidence && words.proofs[evidence.kind]],
    [name.found, evidence && timeText(evidence.at)],
    [name.says, evidence && (evidence.kind === 'manual' ? evidence.note : say(evidence.note))],
    [name.record, record ? `${timeText(record.at)}, ${record.units ?? words.noTraffic}` : words.noRecord],
    [name.number, record?.externalOrderId],
    [name.reference, record?.reference],
    [name.operator, record?.operator],
    [name.before, left(residual.beforeBytes, residual.beforeAt)],
    [name.after, unread ? words.notReadYet : left(residual.afterBytes, residual.afterAt)],
  ]);
}

function callRows({ words }: Teller, { attempts }: DisputePack): string[][] {
  return attempts.map((attempt, index) => [
    String(index + 1),
    timeText(attempt.at),
    words.outcomes[attempt.outcome ?? 'none'],
    [attempt.providerCode, attempt.message].filter(Boolean).join(' '),
  ]);
}

function exchangeFacts({ words }: Teller, { attempts }: DisputePack): [string, string][] {
  return attempts.flatMap(({ request, response, sha256 }, index) =>
    filled([
      [words.digest(index + 1), sha256],
      [words.request(index + 1), request],
      [words.answer(index + 1), response],
    ]),
  );
}

function tellerOf(locale: Locale): Teller {
  return { words: packWords(locale), say: (sentence) => inLanguage(sentence, locale) };
}

/** The pack as text, section by section: what the page and the document both show. */
export function packSections(pack: DisputePack, locale: Locale): Section[] {
  const teller = tellerOf(locale);
  const { words, say } = teller;
  const title = words.sections;
  return [
    { title: title.order, facts: orderFacts(teller, pack) },
    {
      title: title.timeline,
      heads: [...words.timeline],
      rows: pack.events.map(({ at, to, actor, detail }) => [
        timeText(at),
        words.states[to],
        personText(teller, actor),
        detail === null ? '' : say(detail),
      ]),
      none: words.nothingHappened,
    },
    { title: title.calls, heads: [...words.calls], rows: callRows(teller, pack), none: words.nothingSent },
    { title: title.exchanges, facts: exchangeFacts(teller, pack) },
    { title: title.proof, facts: proofFacts(teller, pack) },
    {
      title: title.usage,
      heads: [...words.usage(pack.timeZone)],
      rows: pack.usage.map(({ date, totalBytes, provisional }) => [
        date,
        gbText(totalBytes, pack.byteBase),
        provisional ? words.provisional : words.final,
      ]),
      none: words.noUsage,
    },
    {
      title: title.ledger,
      heads: [...words.ledger],
      rows: pack.ledger.map(({ at, kind, amount, asset }) => [
        timeText(at),
        words.entries[kind] ?? kind,
        `${amount} ${unitOf(asset)}`,
      ]),
      none: words.noMoney,
    },
  ];
}
