/** How long a residual lasts at the present pace: the figure that is shown, and its unit. */
export function roundedRunway(daysLeft: number): { unit: 'usedUp' | 'hours' | 'days' | 'many'; count: number } {
  if (daysLeft <= 0) return { unit: 'usedUp', count: 0 };
  if (daysLeft < 1) return { unit: 'hours', count: Math.max(1, Math.round(daysLeft * 24)) };
  if (daysLeft > 999) return { unit: 'many', count: 999 };
  return { unit: 'days', count: daysLeft < 10 ? Math.round(daysLeft * 10) / 10 : Math.round(daysLeft) };
}
