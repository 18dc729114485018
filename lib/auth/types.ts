export type { ApiKeyDto, NewApiKeyDto, SessionDto, UserDto } from './schemas';
