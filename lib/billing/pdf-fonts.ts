import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'fontkit';
import subsetFont from 'subset-font';
import { z } from 'zod';
import type { StatementLocale } from './schemas';

// Noto Sans comes in slices, for Chinese about a hundred, each a variable font of some 40 KB. Of each slice that a document
// needs, a static font of exactly its characters is made; so a page costs some kilobytes, in the reader's own glyphs.

export type Face = 'regular' | 'bold';
/** Text in one font. */
export type Run = { font: string; text: string };
export type FontBook = {
  /** TrueType files by font name. */
  fonts: Map<string, Uint8Array>;
  runs: (text: string, face: Face) => Run[];
};

type Family = 'noto-sans' | 'noto-sans-sc' | 'noto-sans-jp' | 'noto-sans-kr';
type Slice = { key: string; ranges: [number, number][] };

const WEIGHTS: Record<Face, number> = { regular: 400, bold: 600 };
/** Stands for a character that no font of ours has. */
const UNKNOWN = '\u25a1';

const families = new Map<Family, Promise<Slice[]>>();

function fontPath(family: Family, ...path: string[]): string {
  const root = process.cwd(); // every process of ours is started in the project's folder
  return join(/* turbopackIgnore: true */ root, 'node_modules', '@fontsource-variable', family, ...path);
}

async function readSlices(family: Family): Promise<Slice[]> {
  const text = await readFile(fontPath(family, 'unicode.json'), 'utf8');
  const table = z.record(z.string(), z.string()).parse(JSON.parse(text));
  return Object.entries(table).map(([name, list]) => ({
    key: name.replace(/[[\]]/g, ''),
    ranges: list.split(',').map((range): [number, number] => {
      const [from = '', to = from] = range.slice(2).split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    }),
  }));
}

function slicesOf(family: Family): Promise<Slice[]> {
  let slices = families.get(family);
  if (!slices) {
    slices = readSlices(family);
    families.set(family, slices);
    slices.catch(() => families.delete(family));
  }
  return slices;
}

/** Which glyphs come first where Chinese and Japanese write the same character differently. */
function familyOrder(locale: StatementLocale, text: string): Family[] {
  const japanese = locale === 'ja' || (locale === 'en' && /[\u3040-\u30ff]/.test(text));
  const [first, second] = japanese
    ? (['noto-sans-jp', 'noto-sans-sc'] as const)
    : (['noto-sans-sc', 'noto-sans-jp'] as const);
  return ['noto-sans', first, second, 'noto-sans-kr'];
}

/** Text as it can be printed: composed, on one line, without marks that only steer a screen. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '');
}

async function makeFont(family: Family, slice: Slice, face: Face, chars: string[]) {
  const file = await readFile(fontPath(family, 'files', `${family}-${slice.key}-wght-normal.woff2`));
  const options = { targetFormat: 'truetype', variationAxes: { wght: WEIGHTS[face] }, keepFeatures: ['kern'] } as const;
  const bytes = await subsetFont(file, chars.join(''), options);
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${family} ${slice.key} is no single font`);
  // A slice declares more than it has. With nothing but .notdef there is no character table to ask.
  const covered = font.numGlyphs > 1 ? chars.filter((char) => font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0)) : [];
  return { bytes, covered };
}

/** Finds a font for every character of `text`, in the order of the families; fills `fonts`. */
async function coverText(text: string, face: Face, order: Family[], fonts: Map<string, Uint8Array>) {
  const fontOf = new Map<string, string>();
  let missing = [...new Set(text)].sort();
  for (const family of order) {
    for (const slice of await slicesOf(family)) {
      const inside = (code: number) => slice.ranges.some(([from, to]) => code >= from && code <= to);
      const chars = missing.filter((char) => inside(char.codePointAt(0) ?? 0));
      if (chars.length === 0) continue;
      const { bytes, covered } = await makeFont(family, slice, face, chars);
      const name = `${family}-${slice.key}-${face}`;
      if (covered.length > 0) fonts.set(name, bytes);
      for (const char of covered) fontOf.set(char, name);
      missing = missing.filter((char) => !fontOf.has(char));
    }
  }
  return fontOf;
}

/** Makes the fonts for a document that prints `texts`. The same texts give the same bytes. */
export async function makeFontBook(texts: Record<Face, string>, locale: StatementLocale): Promise<FontBook> {
  const order = familyOrder(locale, texts.regular + texts.bold);
  const fonts = new Map<string, Uint8Array>();
  const fontOf = {
    regular: await coverText(printable(texts.regular) + UNKNOWN, 'regular', order, fonts),
    bold: await coverText(printable(texts.bold) + UNKNOWN, 'bold', order, fonts),
  };
  const runs = (text: string, face: Face): Run[] => {
    const parts: Run[] = [];
    for (const char of printable(text)) {
      const shown = fontOf[face].has(char) ? char : UNKNOWN;
      const font = fontOf[face].get(shown);
      if (font === undefined) throw new Error('the font of the replacement character is missing');
      const last = parts.at(-1);
      if (last?.font === font) last.text += shown;
      else parts.push({ font, text: shown });
    }
    return parts;
  };
  return { fonts, runs };
}
