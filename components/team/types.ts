import type { Outcome } from '../ui/outcome';

export type Role = 'admin' | 'agent' | 'viewer';

export type AgentChoice = { id: string; name: string };

export type UserDraft = { email: string; name: string; role: Role; agentId: string };

export type UserChange = { id: string; name: string; role: 'admin' | 'viewer' | null; disabled: boolean };

/** An agent as a form holds it: texts, empty where nothing is set. */
export type AgentDraft = {
  name: string;
  email: string;
  currency: string;
  creditLimit: string;
  pricePerGb: string;
  approvalAboveGb: string;
  dailyCapGb: string;
};

/** `owner` is `admin`, `viewer` or an agent's id. */
export type KeyDraft = { name: string; owner: string };

export type TeamActions = {
  addUser: (draft: UserDraft) => Promise<Outcome<{ email: string; password: string | null }>>;
  invite: (draft: UserDraft) => Promise<Outcome<{ email: string; link: string }>>;
  renewInvitation: (id: string) => Promise<Outcome<{ link: string }>>;
  revokeInvitation: (id: string) => Promise<Outcome<{ id: string }>>;
  changeUser: (change: UserChange) => Promise<Outcome<{ id: string }>>;
  resetPassword: (id: string) => Promise<Outcome<{ password: string }>>;
  resetFactor: (id: string) => Promise<Outcome<{ id: string }>>;
  addAgent: (draft: AgentDraft) => Promise<Outcome<{ id: string; name: string }>>;
  changeAgent: (id: string, draft: AgentDraft) => Promise<Outcome<{ id: string; name: string }>>;
  addKey: (draft: KeyDraft) => Promise<Outcome<{ name: string; key: string }>>;
  revokeKey: (id: string) => Promise<Outcome<{ id: string }>>;
};
