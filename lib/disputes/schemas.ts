import { z } from 'zod';
import { idText, instantText } from '@/lib/core/wire';

export const disputeLinkDto = z.object({
  id: idText,
  createdBy: z.string(),
  createdAt: instantText,
  expiresAt: instantText,
});

/** A new link: its address is told only here. */
export const newDisputeLinkDto = z.object({ id: idText, url: z.string(), expiresAt: instantText });
