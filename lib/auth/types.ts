export type { ApiKeyDto, InvitationDto, NewApiKeyDto, SessionDto, UserDto } from './schemas';
export type { TotpSetup } from './totp';
