/** What was changed in who can use an account. */
export type AccountChangeKind =
  | 'address-added'
  | 'address-removed'
  | 'main-address'
  | 'password-changed'
  | 'app-added'
  | 'app-removed'
  | 'codes-renewed'
  | 'code-used'
  | 'factors-removed'
  | 'passkey-added'
  | 'identity-added'
  | 'identity-removed'
  | 'passkey-removed'

/** The same in a sentence. @param subject what it is about: an address, a name, how many are left */
export function accountChangeWords(kind: AccountChangeKind, subject: string): string {
  return SENTENCES[kind](subject)
}

const SENTENCES: Record<AccountChangeKind, (subject: string) => string> = {
  'address-added': (subject) => `The address ${subject} was added to your Haversack account.`,
  'address-removed': (subject) => `The address ${subject} was removed from your Haversack account.`,
  'main-address': (subject) => `The main address of your Haversack account is now ${subject}.`,
  'password-changed': () =>
    'The password of your Haversack account was changed, and every other browser was signed out.',
  'app-added': () =>
    'An authenticator app was added to your Haversack account: signing in now asks for a code of it.',
  'app-removed': () =>
    'The authenticator app was removed from your Haversack account: signing in no longer asks for its codes.',
  'passkey-added': (subject) =>
    `The passkey “${subject}” was added to your Haversack account: it signs in without your password.`,
  'passkey-removed': (subject) =>
    `The passkey “${subject}” was removed from your Haversack account and no longer signs in.`,
  'identity-added': (subject) =>
    `Your Haversack account can now be signed in to by way of ${subject}.`,
  'identity-removed': (subject) =>
    `Your Haversack account can no longer be signed in to by way of ${subject}.`,
  'codes-renewed': () =>
    'Your Haversack account has new recovery codes, and those of before no longer work.',
  'code-used': (left) =>
    `A recovery code of your Haversack account was used in place of your app or passkey, and works no more. ${LEFT[left] ?? `${left} are`} left.`,
  'factors-removed': () =>
    'Who runs this site was told that you lost them, and took the authenticator app, the passkeys and the recovery codes away from your Haversack account: your password alone signs in, and everybody was signed out.',
}

const LEFT: Record<string, string> = { 0: 'None is', 1: 'One is' }
