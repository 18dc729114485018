export type {
  ConnectionDto,
  ConnectionInput,
  ConnectionPatch,
  ConnectionQuery,
  ConnectionTestDto,
  RequestBudgetDto,
} from './schemas';
