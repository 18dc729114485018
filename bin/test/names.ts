/** The migrated database that each test file gets a copy of. */
export const templateDatabase = 'gigatill_template';
