import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * The role that administers fine-grained access control, entered with MFA by users of the account whose own policies allow it.
 *
 * It has no policy: nobody stands inside the domain all the time, `grants.administer(masterRole)` opens the way.
 */
export function createMasterRole(scope: Construct, removalPolicy: RemovalPolicy): iam.Role {
  const role = new iam.Role(scope, 'MasterRole', {
    description: `Administers users and roles inside ${scope.node.path}; to be assumed with MFA`,
    assumedBy: new iam.PrincipalWithConditions(new iam.AccountRootPrincipal(), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    maxSessionDuration: Duration.hours(1),
  });
  role.applyRemovalPolicy(removalPolicy);
  return role;
}
