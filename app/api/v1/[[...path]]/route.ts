import { api } from '@/lib/boundary/serve';
import { endpoints } from '../endpoints';

export const dynamic = 'force-dynamic';

const handle = api(endpoints);

function serve(request: Request): Promise<Response> {
  return handle(request);
}

export { serve as DELETE, serve as GET, serve as HEAD, serve as OPTIONS, serve as PATCH, serve as POST, serve as PUT };
