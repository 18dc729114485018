/** Ways in which a good answer can be spoilt, for the contract suite. */

export type Malformation = {
  name: string;
  text: string;
  /** The spoilt answer as JSON where it still is some. */
  json: unknown;
};

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  const inner = keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** A marker for numbers that JSON.stringify cannot write. */
const RAW_NUMBERS = { '@huge': '1e400', '@long': '9'.repeat(300), '@fine': '0.0000000001' };

const WRONG_VALUES: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['empty text', ''],
  ['words', 'n/a'],
  ['long text', 'x'.repeat(50_000)],
  ['a list', []],
  ['a list of text', ['200']],
  ['an object', {}],
  ['a huge number', '@huge'],
  ['an endless number', '@long'],
  ['a number that is too fine', '@fine'],
];

function changed(
  value: unknown,
  path: Path,
  change: (holder: Record<string | number, unknown>, key: string | number) => void,
) {
  const copy = structuredClone(value);
  let holder = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) change(holder, last);
  return copy;
}

function write(value: unknown): string {
  const text = JSON.stringify(value);
  return Object.entries(RAW_NUMBERS).reduce((rest, [marker, number]) => rest.replaceAll(`"${marker}"`, number), text);
}

function drop(holder: Record<string | number, unknown>, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** Every field dropped and replaced by every wrong value, every list doubled, and the text cut, repeated and wrapped. */
export function malformationsOf(good: string): Malformation[] {
  const value: unknown = JSON.parse(good);
  const fields = pathsOf(value).flatMap((path) => {
    const at = path.join('.');
    const dropped = changed(value, path, drop);
    const wrong = WRONG_VALUES.map(([name, replacement]) => ({
      name: `${at} is ${name}`,
      json: changed(value, path, (holder, key) => {
        holder[key] = replacement;
      }),
    }));
    const doubled = changed(value, path, (holder, key) => {
      const inner = holder[key];
      if (Array.isArray(inner)) holder[key] = [...inner, ...inner];
    });
    return [{ name: `${at} is missing`, json: dropped }, { name: `${at} is doubled`, json: doubled }, ...wrong];
  });
  const cuts = Array.from({ length: 24 }, (_, i) =>
    good.trimEnd().slice(0, Math.floor((good.trimEnd().length * i) / 24)),
  );
  const texts = [
    ...cuts.map((text, index) => ({ name: `cut at ${index}/24`, text })),
    { name: 'doubled', text: good + good },
    { name: 'a list of itself', text: `[${good}]` },
    { name: 'a text of itself', text: JSON.stringify(good) },
    { name: 'in a web page', text: `<html><body>${good}</body></html>` },
    { name: 'behind a warning', text: `Warning: something\n${good}` },
    { name: 'nested without end', text: '['.repeat(200_000) },
  ];
  return [
    ...fields.map(({ name, json }) => ({ name, json: JSON.parse(write(json)), text: write(json) })),
    ...texts.map((malformation) => ({ ...malformation, json: undefined })),
  ];
}
