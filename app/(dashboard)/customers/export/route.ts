import { serveDownload } from '@/lib/boundary/download';
import { customersDownload } from './customers-download';

/** All customers of the list's filters as a file that is sent while it is read. */
export function GET(request: Request): Promise<Response> {
  return serveDownload(request, customersDownload);
}
