export type { ApiKeyDto, NewApiKeyDto, SessionDto, UserDto } from './schemas';
export type { TotpSetup } from './totp';
