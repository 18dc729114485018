import 'server-only';

export { actorFromRequest } from './actor-from-request';
export { changePassword } from './change-password';
export { confirmIdentity, requireFresh } from './confirm-identity';
export { countKeyRequest } from './count-key-request';
export { createApiKey } from './create-api-key';
export { createUser, type NewUser } from './create-user';
export { inviteUser, renewInvitation, revokeInvitation } from './invitations';
export { listApiKeys } from './list-api-keys';
export { listSessions } from './list-sessions';
export { listUsers } from './list-users';
export {
  beginTotp,
  disableTotp,
  enableTotp,
  getSecondFactor,
  renewRecoveryCodes,
  resetTotp,
} from './manage-totp';
export { authOptions } from './next-auth';
export { requestPasswordReset } from './request-password-reset';
export { resetPassword } from './reset-password';
export { revokeApiKey } from './revoke-api-key';
export { revokeOtherSessions } from './revoke-other-sessions';
export { revokeSession } from './revoke-session';
export {
  browserFirstStep,
  closeBrowserSession,
  completeBrowserSession,
  countBrowserReset,
  currentActor,
  currentPreferences,
  isSameOrigin,
  openBrowserSession,
  openBrowserSessionByLink,
  requireActor,
  requireContext,
} from './session';
export { setPreferences } from './set-preferences';
export { completeSignIn, SecondFactorNeeded, signIn } from './sign-in';
export { signOut } from './sign-out';
export { updateUser } from './update-user';
export { readLink, setPasswordByLink } from './use-link';
