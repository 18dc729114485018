import { Said } from '../ui/said';

/** What we write as an order's note ourselves; all else a person wrote, and it stays as it is. */
const OURS = /^(Automatic top-up|Scheduled top-up of \d{4}-\d{2}-\d{2}|Adopted: made on the provider’s own site\.)$/;

/** An order's note: a person's words as they are, ours in the reader's language. */
export function OrderNote({ note }: { note: string }) {
  return OURS.test(note) ? <Said text={note} /> : note;
}
