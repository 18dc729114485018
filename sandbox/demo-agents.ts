/** The resellers of the demo; the app creates them from `GET /control/demo`. Prices are decimals of the agent's currency for one GB. */
export const demoAgents = [
  { name: 'Northlane Data', email: 'agents@northlane.example', currency: 'USD', pricePerGb: '2.40' },
  { name: 'Harbor & Finch', email: 'desk@harborfinch.example', currency: 'USD', pricePerGb: '2.65' },
  { name: '云桥网络', email: 'sales@yunqiao.example', currency: 'CNY', pricePerGb: '16.50' },
  { name: 'Lindqvist Traffic', email: 'hello@lindqvist.example', currency: 'EUR', pricePerGb: '2.20' },
  { name: '東京リンク', email: 'support@tokyolink.example', currency: 'JPY', pricePerGb: '380' },
  { name: 'Baobab Connect', email: 'team@baobab.example', currency: 'USD', pricePerGb: '2.10' },
] as const;

/** The e-mail of an agent by its place in the list, null for the house. */
export function demoAgentEmail(index: number | null): string | null {
  return index === null ? null : (demoAgents[index]?.email ?? null);
}
