import { serveDownload } from '@/lib/boundary/download';
import { ordersDownload } from './orders-download';

/** All orders of the list's filters as a file that is sent while it is read. */
export function GET(request: Request): Promise<Response> {
  return serveDownload(request, ordersDownload);
}
