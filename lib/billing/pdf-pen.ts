import type { Face, FontBook } from './pdf-fonts';

type Style = { size: number; face?: Face; color?: string; align?: 'left' | 'right' };

export const INK = '#18181b';
export const GREY = '#52525b';
export const LINE = '#d4d4d8';

export type Pen = {
  width: (text: string, style: Style) => number;
  /** Writes one line: `x` is its left end, or with `align: 'right'` its right end; `y` is the baseline. In points. */
  write: (text: string, x: number, y: number, style: Style) => void;
  /** Breaks text into lines of at most `width` points; what goes beyond `maxLines` ends in an ellipsis. */
  wrap: (text: string, width: number, maxLines: number, style: Style) => string[];
  rule: (x: number, width: number, y: number, color?: string) => void;
};

/** Words with the space before them; Chinese and Japanese may be broken at any character. */
const PIECES = /\s*[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+|\s*./gu;

/** Writes into a document with the fonts of a book. */
export function penFor(doc: PDFKit.PDFDocument, book: FontBook): Pen {
  for (const [name, bytes] of book.fonts) doc.registerFont(name, bytes);

  const width: Pen['width'] = (text, { size, face = 'regular' }) =>
    book.runs(text, face).reduce((sum, run) => sum + doc.font(run.font).fontSize(size).widthOfString(run.text), 0);

  const write: Pen['write'] = (text, x, y, style) => {
    let at = style.align === 'right' ? x - width(text, style) : x;
    doc.fillColor(style.color ?? INK);
    for (const run of book.runs(text, style.face ?? 'regular')) {
      doc.font(run.font).fontSize(style.size).text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
      at += doc.widthOfString(run.text);
    }
  };

  /** The longest beginning of a piece that fits; at least one character, so that wrapping ends. */
  const fitting = (piece: string, room: number, style: Style): string => {
    const chars = [...piece];
    let count = 1;
    while (count < chars.length && width(chars.slice(0, count + 1).join(''), style) <= room) count++;
    return chars.slice(0, count).join('');
  };

  const wrap: Pen['wrap'] = (text, room, maxLines, style) => {
    const pieces: string[] = text.match(PIECES) ?? [];
    const lines = [''];
    while (pieces.length > 0) {
      const piece = pieces.shift() ?? '';
      const line = lines.at(-1) ?? '';
      const start = line === '' ? piece.trimStart() : piece;
      if (width(line + start, style) <= room) {
        lines[lines.length - 1] = line + start;
      } else if (line === '') {
        const head = fitting(start, room, style);
        lines[lines.length - 1] = head;
        pieces.unshift(start.slice(head.length));
      } else if (lines.length < maxLines) {
        lines.push('');
        pieces.unshift(piece);
      } else {
        lines[lines.length - 1] = `${fitting(line + start, room - width('…', style), style)}…`;
        break;
      }
    }
    return lines;
  };

  const rule: Pen['rule'] = (x, length, y, color = LINE) => {
    doc
      .moveTo(x, y)
      .lineTo(x + length, y)
      .lineWidth(0.5)
      .strokeColor(color)
      .stroke();
  };

  return { width, write, wrap, rule };
}
