/** A CSV cell that a spreadsheet would take for a formula is made plain text (those of East Asia read wide signs, too). Signed plain numbers are left alone. */
export function plainCell(text: string): string {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text;
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
