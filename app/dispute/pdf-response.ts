import 'server-only';
import { getLocale } from 'next-intl/server';
import { disputePdf } from '@/lib/disputes';
import type { DisputePack } from '@/lib/disputes/types';

/** A dispute pack as a download in the reader's language that nobody keeps on the way. */
export async function pdfResponse(pack: DisputePack): Promise<Response> {
  return new Response(await disputePdf(pack, await getLocale()), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="order-${pack.order.id}-dispute.pdf"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
