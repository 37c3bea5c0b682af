import * as iam from 'aws-cdk-lib/aws-iam';

const POLICY_ID = 'DatabaseAccess';

/** A role of the app gets one customer managed policy for all its databases; other identities keep CDK's way. */
export function accessPolicyOf({ grantPrincipal }: iam.IGrantable): iam.IGrantable {
  if (!(grantPrincipal instanceof iam.Role)) {
    return grantPrincipal;
  }
  return grantPrincipal.node.tryFindChild(POLICY_ID) as iam.ManagedPolicy | undefined
    ?? new iam.ManagedPolicy(grantPrincipal, POLICY_ID, { roles: [grantPrincipal], description: `Databases that ${grantPrincipal.node.path} connects to` });
}
