/** What seals a body in the database: mails carry links that open accounts. */
export const BODY_PURPOSE = 'mail';
