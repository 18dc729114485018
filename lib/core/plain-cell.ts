/**
 * What a cell of a CSV may not begin with, and what may all the same: as patterns that JavaScript and PostgreSQL read alike, since
 * either makes such files.
 */
export const CELL_PATTERNS = {
  formula: '^[=+@\\t\\r\\n＝＋－＠-]',
  signedNumber: '^[+-]?[0-9]+(\\.[0-9]+)?$',
} as const;

const FORMULA = new RegExp(CELL_PATTERNS.formula);
const SIGNED_NUMBER = new RegExp(CELL_PATTERNS.signedNumber);

/** A CSV cell that a spreadsheet would take for a formula is made plain text (those of East Asia read wide signs, too). Signed plain numbers are left alone. */
export function plainCell(text: string): string {
  if (SIGNED_NUMBER.test(text)) return text;
  return FORMULA.test(text) ? `'${text}` : text;
}
