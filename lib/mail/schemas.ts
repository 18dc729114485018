import { z } from 'zod';
import { idText, instantText } from '@/lib/core/wire';

const mailDto = z.object({
  id: idText,
  to: z.string(),
  subject: z.string(),
  /** Null once it was sent: its links belong to the receiver alone. */
  body: z.string().nullable(),
  createdAt: instantText,
  sentAt: instantText.nullable(),
  error: z.string().nullable(),
  /** Kept: nobody sends it at the moment. Expired: its links open nothing any more. */
  state: z.enum(['sent', 'sending', 'kept', 'expired']),
});
export type MailDto = z.infer<typeof mailDto>;
