import { serveDownload } from '@/lib/boundary/download';
import { recordsDownload } from './records-download';

/** All records of the list's filters as a file that is sent while it is read. */
export function GET(request: Request): Promise<Response> {
  return serveDownload(request, recordsDownload);
}
