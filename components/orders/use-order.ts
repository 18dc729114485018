'use client';

import { useQuery } from '@tanstack/react-query';
import type { OrderDto } from '@/lib/orders/schemas';
import { lookAgainMs } from './labels';

async function readOrder(id: string): Promise<OrderDto> {
  const response = await fetch(`/api/v1/orders/${id}`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`order ${id}: ${response.status}`);
  // The server checks its answers against the same schema.
  return (await response.json()) as OrderDto;
}

/** An order, asked for again while it may still change. */
export function useOrder(first: OrderDto): OrderDto {
  const { data } = useQuery({
    queryKey: ['order', first.id],
    queryFn: () => readOrder(first.id),
    initialData: first,
    enabled: lookAgainMs(first.status) !== false,
    refetchInterval: (query) => (query.state.data ? lookAgainMs(query.state.data.status) : false),
  });
  return data;
}
