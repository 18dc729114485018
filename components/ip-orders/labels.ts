/** The provider's channels; it knows them by these words. */
export const POOL_TAGS = ['渠道一', '渠道二', '渠道三', '渠道四', '渠道五'] as const;

/** A pool tag as the provider calls it: ours are the numbers 1 to 5. */
export function poolTagText(tag: string): string {
  return (/^[1-5]$/.test(tag) ? POOL_TAGS[Number(tag) - 1] : undefined) ?? tag;
}
