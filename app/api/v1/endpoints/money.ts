import { z } from 'zod';
import { closeStatement, getStatement, issueStatement } from '@/lib/billing';
import { statementDto, statementQuery } from '@/lib/billing/schemas';
import { ACCESS, endpoint, FileReply, listOf } from '@/lib/boundary/endpoint';
import { pathId } from '@/lib/core/paging';
import { monthText } from '@/lib/core/wire';
import { listTransactions } from '@/lib/ledger';
import { ledgerQuery, ledgerTransactionDto } from '@/lib/ledger/schemas';

const tag = 'Money';

export const money = [
  endpoint({
    method: 'GET',
    path: '/ledger/transactions',
    summary: 'Ledger transactions with their postings, newest first',
    tag,
    access: ACCESS.staff,
    query: ledgerQuery,
    response: listOf(ledgerTransactionDto),
    status: 200,
    run: (ctx, { query }) => listTransactions(ctx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/statements',
    summary: "A month's statement",
    description: 'Months are of UTC. Once closed it re-issues byte for byte. `locale` is the language of a PDF.',
    tag,
    access: ACCESS.everyone,
    query: statementQuery,
    response: statementDto,
    status: 200,
    files: ['text/csv', 'application/pdf'],
    run: async (ctx, { query }) => {
      const { format } = query;
      if (format === 'json') return getStatement(ctx, query);
      const { bytes, contentType, fileName } = await issueStatement(ctx, { ...query, format });
      return new FileReply(bytes, contentType, fileName);
    },
  }),
  endpoint({
    method: 'POST',
    path: '/statements/{billingAccountId}/{month}/close',
    summary: 'Freeze a month',
    tag,
    access: ACCESS.adminOnly,
    params: z.object({ billingAccountId: z.string().transform(pathId), month: monthText }),
    response: statementDto,
    status: 200,
    run: (ctx, { params }) => closeStatement(ctx, params),
  }),
];
