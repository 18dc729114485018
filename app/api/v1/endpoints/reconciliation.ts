import { ACCESS, endpoint, listOf } from '@/lib/boundary/endpoint';
import { getReconciliation, listProviderRecords } from '@/lib/reconciliation';
import {
  providerRecordDto,
  providerRecordQuery,
  reconciliationDto,
  reconciliationQuery,
} from '@/lib/reconciliation/schemas';

const tag = 'Reconciliation';

export const reconciliation = [
  endpoint({
    method: 'GET',
    path: '/provider-records',
    summary: "The providers' own records, mirrored",
    tag,
    access: ACCESS.staff,
    query: providerRecordQuery,
    response: listOf(providerRecordDto),
    status: 200,
    run: (ctx, { query }) => listProviderRecords(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/reconciliation',
    summary: 'Our orders against the provider’s records',
    tag,
    access: ACCESS.staff,
    query: reconciliationQuery,
    response: reconciliationDto,
    status: 200,
    run: (ctx, { query }) => getReconciliation(ctx, query),
  }),
];
