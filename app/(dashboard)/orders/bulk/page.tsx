import type { Metadata } from 'next';
import { BulkForm } from '@/components/bulk/bulk-form';
import { BulkList } from '@/components/bulk/bulk-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { requireContext } from '@/lib/auth';
import { listBulks } from '@/lib/bulk';
import { previewBulkAction } from './actions';

export const metadata: Metadata = { title: 'Bulk top-up' };

export default async function BulkPage() {
  const ctx = await requireContext();
  const bulks = await listBulks(ctx);
  const mayOrder = ctx.actor.kind === 'user' && ctx.actor.role !== 'viewer';
  return (
    <>
      <PageHeader
        title="Bulk top-up"
        back={{ href: '/orders', label: 'Orders' }}
        description="Many top-ups from a list. Each row is checked first; what you confirm becomes one order a row."
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {mayOrder && (
          <Panel title="New list">
            <BulkForm check={previewBulkAction} />
          </Panel>
        )}
        <Panel title="Latest lists" flush>
          {bulks.length === 0 ? (
            <EmptyState title="No list yet">Lists stay here with what became of each row.</EmptyState>
          ) : (
            <BulkList bulks={bulks} />
          )}
        </Panel>
      </div>
    </>
  );
}
