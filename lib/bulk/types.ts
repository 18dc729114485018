// Apart from the schemas: the browser needs these, and not what checks them.

/** Most rows of one bulk top-up. */
export const MAX_BULK_ROWS = 2_000;

/** Most bytes of a file, CSV or workbook: what an action of a form takes in. */
export const MAX_FILE_BYTES = 600_000;
