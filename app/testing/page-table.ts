/** Every page and file of the site, who may open it, and addresses that another's rows stand behind. */
type PageWho = 'everyone' | 'staff' | 'admin' | 'public' | 'program';

export type PageLine = {
  who: PageWho;
  /** What stands for `[id]` and the like, and a search that the page needs. */
  needs?: 'customer' | 'order' | 'wallet' | 'connection' | 'bulk' | 'token';
  search?: string;
};

/** By the path below `app`, as Next names it. `public` needs no sign-in; `program` answers as its own tests say. */
export const PAGES: Record<string, PageLine> = {
  '(auth)/invite/[token]/page.tsx': { who: 'public', needs: 'token' },
  '(auth)/reset/[token]/page.tsx': { who: 'public', needs: 'token' },
  '(auth)/sign-in/code/page.tsx': { who: 'public' },
  '(auth)/sign-in/forgot/page.tsx': { who: 'public' },
  '(auth)/sign-in/page.tsx': { who: 'public' },
  '(dashboard)/audit/export/route.ts': { who: 'staff' },
  '(dashboard)/audit/page.tsx': { who: 'staff' },
  '(dashboard)/billing/[billingAccountId]/page.tsx': { who: 'everyone', needs: 'wallet' },
  '(dashboard)/billing/page.tsx': { who: 'everyone' },
  '(dashboard)/billing/prices/page.tsx': { who: 'everyone' },
  '(dashboard)/connections/[id]/page.tsx': { who: 'staff', needs: 'connection' },
  '(dashboard)/connections/assign/page.tsx': { who: 'admin' },
  '(dashboard)/connections/page.tsx': { who: 'staff' },
  '(dashboard)/customers/[id]/page.tsx': { who: 'everyone', needs: 'customer' },
  '(dashboard)/customers/export/route.ts': { who: 'everyone' },
  '(dashboard)/customers/page.tsx': { who: 'everyone' },
  '(dashboard)/ip-orders/page.tsx': { who: 'everyone' },
  '(dashboard)/margin/export/route.ts': { who: 'staff' },
  '(dashboard)/margin/page.tsx': { who: 'staff' },
  '(dashboard)/margin/purchases/page.tsx': { who: 'staff' },
  '(dashboard)/orders/[id]/dispute.pdf/route.ts': { who: 'everyone', needs: 'order' },
  '(dashboard)/orders/[id]/page.tsx': { who: 'everyone', needs: 'order' },
  '(dashboard)/orders/bulk/[id]/page.tsx': { who: 'everyone', needs: 'bulk' },
  '(dashboard)/orders/bulk/[id]/export/route.ts': { who: 'everyone', needs: 'bulk' },
  '(dashboard)/orders/bulk/page.tsx': { who: 'everyone' },
  '(dashboard)/orders/export/route.ts': { who: 'everyone' },
  '(dashboard)/orders/page.tsx': { who: 'everyone' },
  '(dashboard)/page.tsx': { who: 'everyone' },
  '(dashboard)/reconciliation/page.tsx': { who: 'staff' },
  '(dashboard)/records/export/route.ts': { who: 'staff' },
  '(dashboard)/records/page.tsx': { who: 'staff' },
  '(dashboard)/settings/alerts/page.tsx': { who: 'everyone' },
  '(dashboard)/settings/billing/page.tsx': { who: 'admin' },
  '(dashboard)/settings/outbox/page.tsx': { who: 'admin' },
  '(dashboard)/settings/page.tsx': { who: 'everyone' },
  '(dashboard)/team/page.tsx': { who: 'staff' },
  '(dashboard)/usage/export/route.ts': { who: 'everyone' },
  '(dashboard)/usage/page.tsx': { who: 'everyone' },
  'api-docs/page.tsx': { who: 'public' },
  'api/auth/[...nextauth]/route.ts': { who: 'program' },
  'api/health/live/route.ts': { who: 'program' },
  'api/health/ready/route.ts': { who: 'program' },
  'api/metrics/route.ts': { who: 'program' },
  'api/v1/[[...path]]/route.ts': { who: 'program' },
  'dispute/[token]/page.tsx': { who: 'public', needs: 'token' },
  'dispute/[token]/pdf/route.ts': { who: 'public', needs: 'token' },
};

/** The address of a page, with `id` in the place of what it needs. */
export function addressOf(path: string, id: string): string {
  const parts = path
    .split('/')
    .slice(0, -1)
    .filter((part) => !part.startsWith('('));
  return `/${parts.map((part) => (part.startsWith('[') ? id : part)).join('/')}`;
}
