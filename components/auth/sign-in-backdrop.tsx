const HEIGHTS = [22, 30, 26, 41, 35, 52, 47, 58, 44, 63, 71, 60, 54, 68, 82, 76, 90, 84, 97, 88, 104, 112, 99, 120];

/** Rising bars along the lower edge, for the eye only. */
export function SignInBackdrop() {
  return (
    <svg
      viewBox="0 0 480 130"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-0 bottom-0 h-[38vh] w-full opacity-60"
    >
      {HEIGHTS.map((height, index) => (
        <g key={height}>
          <rect x={index * 20 + 3} y={130 - height} width="14" height={height} className="fill-accent-soft" />
          <rect x={index * 20 + 3} y={130 - height} width="14" height={height * 0.22} className="fill-warning-soft" />
        </g>
      ))}
    </svg>
  );
}
