import PDFDocument from 'pdfkit';
import type { StatementLocale } from './schemas';

/** An empty A4 document without margins, dated `date`: the same title, author, date and pages give the same bytes. */
export function openDocument({
  title,
  author,
  date,
  locale,
}: {
  title: string;
  author?: string;
  date: Date;
  locale: StatementLocale;
}): PDFKit.PDFDocument {
  return new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: locale,
    displayTitle: true,
    info: {
      Title: title,
      ...(author === undefined ? {} : { Author: author }),
      Creator: 'Gigatill',
      Producer: 'Gigatill',
      CreationDate: date,
      ModDate: date,
    },
  });
}

/** Ends the document. */
export function bytesOf(doc: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.on('error', reject);
    doc.end();
  });
}
