export type { CredentialField, ProviderInfo, SettingField } from '@/lib/providers/catalog';
export type {
  ConnectionDto,
  ConnectionInput,
  ConnectionPatch,
  ConnectionQuery,
  ConnectionTestDto,
  RequestBudgetDto,
} from './schemas';
