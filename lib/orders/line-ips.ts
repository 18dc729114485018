import { Prisma } from '@/lib/infra/db';

/**
 * The IPs that a line of a provider's list names (`provider_record r`), as an array of text: one text with commas, semicolons
 * or spaces between them, or a JSON array. It is not documented which; reading IPs back accepts both, too.
 */
export const LINE_IPS = Prisma.sql`string_to_array(regexp_replace(r.raw->>'ip_list', '[][";,[:space:]]+', ',', 'g'), ',')`;
