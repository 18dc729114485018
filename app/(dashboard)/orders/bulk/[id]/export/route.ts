import { serveDownload } from '@/lib/boundary/download';
import { pathId } from '@/lib/core/paging';
import { bulkDownload } from './bulk-download';

/** Each row of a list with what became of it, as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return serveDownload(request, (ctx) => bulkDownload(ctx, pathId(id)));
}
