import type { Role } from './types';

export const ROLE_LABEL: Record<Role, string> = { admin: 'Administrator', agent: 'Agent', viewer: 'Viewer' };

export const ROLE_MEANING: Record<Role, string> = {
  admin: 'Runs the business: connections, prices, agents, money.',
  agent: 'Sells: sees own customers only and pays from the agent’s wallet.',
  viewer: 'Reads what an administrator reads, except credentials; changes nothing.',
};
