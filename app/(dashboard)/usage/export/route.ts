import { serveDownload } from '@/lib/boundary/download';
import { usageDownload } from './usage-download';

/** The explorer's figures by day and group, all groups, as a file that is sent while it is read. */
export function GET(request: Request): Promise<Response> {
  return serveDownload(request, usageDownload);
}
