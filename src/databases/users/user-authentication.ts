import { Duration } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * How a database user proves who it is.
 */
export class UserAuthentication {
  /** With IAM tokens, which live for 15 minutes: `AWSAuthenticationPlugin` in the MySQL family, the role `rds_iam` in PostgreSQL. */
  public static iamToken(): UserAuthentication {
    return new UserAuthentication();
  }

  /**
   * With a password that nobody chooses: a secret of the user alone, under the key of the secrets of its `DatabaseUsers`, which
   * the function gives a new password regularly. For engines and clients without IAM tokens.
   *
   * A client that connects while the secret is rotated may be refused for a second: it reads the secret again and retries.
   *
   * @param every time between two rotations, 1 to 90 whole days; 30 days when left out
   */
  public static rotatedSecret(every?: Duration): UserAuthentication {
    return new UserAuthentication({ every: every ?? Duration.days(30) });
  }

  /**
   * With the password in a secret that somebody else made and rotates: JSON with `password` in printable ASCII.
   *
   * The password is set again at the next deployment that changes something, after the secret has got a new version.
   *
   * @param secret the secret
   */
  public static secret(secret: secretsmanager.ISecret): UserAuthentication {
    return new UserAuthentication({ secret });
  }

  /** @internal */
  public readonly _password?: PasswordSource;

  private constructor(password?: PasswordSource) {
    this._password = password;
  }
}

/** Where a password comes from. */
export interface PasswordSource {
  /** A secret of somebody else. */
  readonly secret?: secretsmanager.ISecret;

  /** How often a secret of ours is rotated. */
  readonly every?: Duration;
}
