import { Password } from './declaration';
import { Refusal } from '../../../foundation/functions/refusal';

/** A new password for one user of a declaration. */
export interface PasswordChange {
  readonly owner: string;

  /** The versions that the secret has or had: the server has noted one of them beside the user. */
  readonly versions: readonly string[];
  readonly password: Password;

  /** What shall happen while no other run can change users. */
  afterwards?(): Promise<void>;
}

/** Whether a noted version is one of the secret's. */
export function isOf({ versions, password }: PasswordChange, noted: string | undefined): boolean {
  return noted !== undefined && (noted === password.version || versions.includes(noted));
}

/** No user has a password of this secret. */
export function userUnknown(): Refusal {
  return new Refusal('USER_UNKNOWN', 'no user of this declaration has a password of this secret; change `revision` of the DatabaseUsers and deploy, '
    + 'which sets the current password, then rotate again');
}
