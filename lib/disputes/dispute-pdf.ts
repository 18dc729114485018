import { type Pen, printPdf } from '@/lib/billing';
import type { Locale } from '@/lib/core/locales';
import { packSections, packTitle } from './dispute-text';
import { packWords } from './pack-words';
import type { DisputePack, Section } from './types';

// A4 in points.
const LEFT = 48;
const WIDTH = 595.28 - 2 * LEFT;
const BOTTOM = 841.89 - 64;
const NAME_WIDTH = 110;
const LINE = 13;
const GREY = '#52525b';
const BODY = { size: 9 };
const HEAD = { size: 8, color: GREY };
/** Enough for a whole exchange as it is kept. */
const MOST_LINES = 200;

type Sheet = { pen: Pen; addPage: () => void; y: number };

/** Goes on at the next line; on a new page where this one is full. */
function advance(sheet: Sheet, points: number): void {
  sheet.y += points;
  if (sheet.y <= BOTTOM) return;
  sheet.addPage();
  sheet.y = 60;
}

/** Cells side by side, each wrapped in its own column. */
function row(sheet: Sheet, cells: { text: string; x: number; width: number; color?: string }[]): void {
  const columns = cells.map((cell) => ({ ...cell, lines: sheet.pen.wrap(cell.text, cell.width, MOST_LINES, BODY) }));
  const height = Math.max(...columns.map(({ lines }) => lines.length));
  for (let i = 0; i < height; i++) {
    for (const { lines, x, color } of columns) {
      const line = lines[i];
      if (line) sheet.pen.write(line, x, sheet.y, color ? { ...BODY, color } : BODY);
    }
    advance(sheet, LINE);
  }
  advance(sheet, 3);
}

function section(sheet: Sheet, part: Section): void {
  if ('facts' in part && part.facts.length === 0) return;
  advance(sheet, sheet.y > BOTTOM - 60 ? 100 : 12);
  sheet.pen.write(part.title, LEFT, sheet.y, { size: 11, face: 'bold' });
  sheet.pen.rule(LEFT, WIDTH, sheet.y + 6);
  advance(sheet, 22);
  if ('facts' in part) {
    for (const [name, value] of part.facts) {
      row(sheet, [
        { text: name, x: LEFT, width: NAME_WIDTH - 10, color: GREY },
        { text: value, x: LEFT + NAME_WIDTH, width: WIDTH - NAME_WIDTH },
      ]);
    }
    return;
  }
  if (part.rows.length === 0) {
    row(sheet, [{ text: part.none, x: LEFT, width: WIDTH }]);
    return;
  }
  const step = Math.min(NAME_WIDTH, WIDTH / part.heads.length);
  const columnOf = (i: number) => ({
    x: LEFT + i * step,
    width: (i === part.heads.length - 1 ? WIDTH - i * step : step) - 8,
  });
  row(
    sheet,
    part.heads.map((text, i) => ({ text, color: GREY, ...columnOf(i) })),
  );
  for (const cells of part.rows)
    row(
      sheet,
      cells.map((text, i) => ({ text, ...columnOf(i) })),
    );
}

/** The dispute pack as an A4 document with its fonts inside. */
export function disputePdf(pack: DisputePack, locale: Locale): Promise<Uint8Array<ArrayBuffer>> {
  const words = packWords(locale);
  const title = packTitle(pack, locale);
  const sections = packSections(pack, locale);
  const issued = words.issued(pack.issuedAt.slice(0, 16).replace('T', ' '));
  return printPdf({
    title: words.pack(title),
    locale,
    date: new Date(pack.issuedAt),
    texts: {
      regular: `${JSON.stringify(sections) + title + issued + words.page(0, 0)}–0123456789… `,
      bold: `${title}${sections.map((part) => part.title).join('')}`,
    },
    draw: (pen, addPage) => {
      const sheet: Sheet = { pen, addPage, y: 68 };
      pen.wrap(title, WIDTH, 2, { size: 16, face: 'bold' }).forEach((line, i) => {
        pen.write(line, LEFT, 68 + i * 20, { size: 16, face: 'bold' });
        sheet.y = 68 + i * 20;
      });
      advance(sheet, 18);
      pen.write(issued, LEFT, sheet.y, HEAD);
      advance(sheet, 10);
      for (const part of sections) section(sheet, part);
    },
    footer: (pen, no, count) => {
      pen.write(title, LEFT, 805, HEAD);
      pen.write(words.page(no, count), LEFT + WIDTH, 805, { ...HEAD, align: 'right' });
    },
  });
}
