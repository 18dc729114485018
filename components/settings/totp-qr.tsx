import { useTranslations } from 'next-intl';
/** A QR code of dark modules on white, whatever the theme: readers need the contrast. */
export function TotpQr({ path, size }: { path: string; size: number }) {
  const t = useTranslations('settings.client');
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('qr')}
      shapeRendering="crispEdges"
      className="size-48 self-center rounded-lg bg-white"
    >
      <path d={path} className="fill-black" />
    </svg>
  );
}
