import { Stack, StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { DynamoWebIdentityRole, SecureDynamoTable, WebIdentityProvider } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface UsersStackProps extends StackProps {
  readonly sessions: SecureDynamoTable;
}

/** Users of the shop: signed in by Cognito, each reaches items whose partition key is the user's own identity. Guests reach nothing. */
export class UsersStack extends Stack {
  public constructor(scope: Construct, id: string, { sessions, ...props }: UsersStackProps) {
    super(scope, id, props);
    const users = new cognito.UserPool(this, 'Users', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
      standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      featurePlan: cognito.FeaturePlan.PLUS,
    });
    const client = users.addClient('Browser', { generateSecret: false, preventUserExistenceErrors: true, authFlows: { userSrp: true } });
    const identities = new cognito.CfnIdentityPool(this, 'Identities', {
      allowUnauthenticatedIdentities: false,
      cognitoIdentityProviders: [{ clientId: client.userPoolClientId, providerName: users.userPoolProviderName, serverSideTokenCheck: true }],
    });
    const { role } = new DynamoWebIdentityRole(this, 'OwnSessions', { table: sessions, provider: WebIdentityProvider.cognito(identities.ref) });
    new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', { identityPoolId: identities.ref, roles: { authenticated: role.roleArn } });
  }
}
