import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { VAULT_POLICY_GUARDED_ACTIONS } from '../../facts/destructive-actions';

/** The policy of a vault: nobody deletes recovery points without MFA, but AWS Backup when their time is over. */
export function vaultPolicy(scope: Construct): iam.PolicyDocument {
  const { partition, account } = Stack.of(scope);
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({
      sid: 'DenyDeletionWithoutMfa',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: [...VAULT_POLICY_GUARDED_ACTIONS],
      // in the policy of a vault, `*` is the vault and what lies in it
      resources: ['*'],
      conditions: {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
        // AWS Backup ends the life of recovery points by a role of its own
        ArnNotLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/aws-service-role/*` },
      },
    })],
  });
}
