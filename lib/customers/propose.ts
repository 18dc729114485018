import type { Candidate } from './match-key';

/** What is known of the holder of an account: a name, perhaps an e-mail, and both as keys to compare by. */
export type Holder = { name: string; nameKey: string; email: string | null; mailKey: string | null };

export type Proposed =
  | { kind: 'existing'; customer: Candidate; by: 'mail' | 'name' }
  | { kind: 'new'; name: string; email: string | null }
  /** Several would fit, or one whose e-mail is another: a person has to say. */
  | { kind: 'ask'; candidates: Candidate[]; name: string; email: string | null };

/** Whose an account probably is: the e-mail weighs more than the name, and what is not clear is asked. */
export function propose(holder: Holder, sameName: readonly Candidate[], sameMail: readonly Candidate[]): Proposed {
  const { name, email } = holder;
  const [byMail, ...otherMails] = sameMail;
  if (byMail) {
    if (otherMails.length > 0) return { kind: 'ask', candidates: [...sameMail], name, email };
    return { kind: 'existing', customer: byMail, by: 'mail' };
  }
  const [byName, ...otherNames] = sameName;
  if (!byName) return { kind: 'new', name, email };
  const differs = email !== null && byName.email !== null;
  if (otherNames.length > 0 || differs) return { kind: 'ask', candidates: [...sameName], name, email };
  return { kind: 'existing', customer: byName, by: 'name' };
}
