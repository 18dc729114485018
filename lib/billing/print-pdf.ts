import type { Pen } from './pdf-pen';
import type { StatementLocale } from './schemas';

export type PrintJob = {
  title: string;
  date: Date;
  locale: StatementLocale;
  /** Every text that the document may show: its fonts hold just those characters. */
  texts: { regular: string; bold: string };
  draw: (pen: Pen, addPage: () => void) => void;
  /** Called for each page when their count is known. */
  footer: (pen: Pen, no: number, count: number) => void;
};

/** An A4 document in the statements' own fonts, Chinese and Japanese included. The tools are loaded when first needed. */
export async function printPdf(job: PrintJob): Promise<Uint8Array<ArrayBuffer>> {
  const [{ bytesOf, openDocument }, { makeFontBook }, { penFor }] = await Promise.all([
    import('./pdf-document'),
    import('./pdf-fonts'),
    import('./pdf-pen'),
  ]);
  const doc = openDocument(job);
  const pen = penFor(doc, await makeFontBook(job.texts, job.locale));
  const addPage = () => void doc.addPage();
  addPage();
  job.draw(pen, addPage);
  const { count } = doc.bufferedPageRange();
  for (let no = 1; no <= count; no++) {
    doc.switchToPage(no - 1);
    job.footer(pen, no, count);
  }
  return bytesOf(doc);
}
