import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { quoted } from '../../core/check-props';
import { HardeningError, Problem } from '../../core/errors';
import { isDeployTime, known } from '../../core/known';
import { COGNITO_HOST, COGNITO_HOSTS } from '../../facts/cognito';

/** Options of `WebIdentityProvider.cognito`. */
export interface CognitoIdentityOptions {
  /**
   * The name under which IAM knows Cognito: `cognito-identity.cn-north-1.amazonaws.com.cn` in China, `cognito-identity-us-gov.amazonaws.com`
   * in GovCloud (US-West), `cognito-identity.us-gov-east-1.amazonaws.com` in GovCloud (US-East).
   *
   * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
   * @default - the name in the region of the pool where its id is plain text, else `cognito-identity.amazonaws.com`
   */
  readonly host?: string;
}

/** Who says who a user is: a Cognito identity pool, or any provider of OpenID Connect that IAM trusts. */
export class WebIdentityProvider {
  /**
   * Signed-in users of a Cognito identity pool. Guests are not admitted.
   *
   * Throws `HOST_INVALID` for a host that is not plain text.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
   * @param identityPoolId the pool: `eu-west-1:11111111-2222-3333-4444-555555555555`
   * @param options the host in other partitions
   */
  public static cognito(identityPoolId: string, options: CognitoIdentityOptions = {}): WebIdentityProvider {
    const host = options.host ?? COGNITO_HOSTS[known(identityPoolId)?.split(':')[0] ?? ''] ?? COGNITO_HOST;
    refuse('Cognito identity pool', hostProblems('host', host));
    return new WebIdentityProvider(host, () => new iam.WebIdentityPrincipal(host, {
      'StringEquals': { [`${host}:aud`]: identityPoolId },
      // else the identities that the pool hands to guests could assume the role
      'ForAnyValue:StringLike': { [`${host}:amr`]: 'authenticated' },
    }));
  }

  /**
   * Users of a provider of OpenID Connect, which must exist in IAM of the account.
   *
   * Throws `HOST_INVALID` for an issuer that is a token or begins with `https://`, `AUDIENCES_EMPTY` without an audience.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
   * @param issuer the address of the provider without `https://`: `login.example.com/shop`
   * @param audiences the client ids of the applications whose tokens are accepted
   */
  public static oidc(issuer: string, audiences: string[]): WebIdentityProvider {
    refuse(`Provider ${quoted(issuer)}`, [...hostProblems('issuer', issuer), ...(audiences.length > 0 ? [] : [{
      code: 'AUDIENCES_EMPTY', message: '`audiences` is empty, so tokens for any application would be accepted; name the client ids',
    }])]);
    return new WebIdentityProvider(issuer, (scope) => {
      const { partition, account } = Stack.of(scope);
      return new iam.WebIdentityPrincipal(`arn:${partition}:iam::${account}:oidc-provider/${issuer}`, { StringEquals: { [`${issuer}:aud`]: audiences } });
    });
  }

  /** The variable of IAM that stands for the id of the user: `${cognito-identity.amazonaws.com:sub}`. Users' items have it as partition key. */
  public readonly userId: string;

  /** @internal how IAM calls the provider */
  public readonly _host: string;

  private readonly principalIn: (scope: Construct) => iam.WebIdentityPrincipal;

  private constructor(host: string, principalIn: (scope: Construct) => iam.WebIdentityPrincipal) {
    this._host = host;
    this.userId = `\${${host}:sub}`;
    this.principalIn = principalIn;
  }

  /** @internal */
  public _principal(scope: Construct): iam.WebIdentityPrincipal {
    return this.principalIn(scope);
  }
}

function hostProblems(name: string, host: string): Problem[] {
  return !isDeployTime(host) && /^[a-z0-9.-]+(\/[\w./-]*\w)?$/i.test(host) ? [] : [{
    code: 'HOST_INVALID',
    message: `\`${name}\` is ${quoted(isDeployTime(host) ? 'a token' : host)}, allowed are hosts in plain text, with a path but without https://; `
      + 'conditions of IAM are named after it',
  }];
}

function refuse(subject: string, problems: Problem[]): void {
  if (problems.length > 0) {
    throw new HardeningError(subject, problems);
  }
}
