/** A QR code of dark modules on white, whatever the theme: readers need the contrast. */
export function TotpQr({ path, size }: { path: string; size: number }) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code for an authenticator app; the key below says the same"
      shapeRendering="crispEdges"
      className="size-48 self-center rounded-lg bg-white"
    >
      <path d={path} className="fill-black" />
    </svg>
  );
}
