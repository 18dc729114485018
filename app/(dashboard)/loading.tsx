import { SkeletonCards, SkeletonHeader, SkeletonTable } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <p role="status" className="sr-only">
        Loading
      </p>
      <SkeletonHeader />
      <SkeletonCards />
      <SkeletonTable />
    </>
  );
}
