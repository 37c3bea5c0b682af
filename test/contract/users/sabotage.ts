import * as iam from 'aws-cdk-lib/aws-iam';
import { Safeguard } from '../../../src/core/safeguard';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { Sabotage, set } from '../sabotage-tools';

/** What takes the safeguards of database users away. */
export const USERS_SABOTAGE: readonly Sabotage[] = [
  {
    subjects: ['DatabaseUsers'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
  {
    subjects: ['DatabaseUsers'],
    safeguard: Safeguard.MANAGED_CREDENTIALS,
    rules: ['secretsmanager.master-secret-unread'],
    apply: ({ stack }) => {
      const { masterSecret } = stack.node.findChild('Orders') as SecureRdsInstance;
      const application = new iam.Role(stack, 'Application', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
      new iam.ManagedPolicy(stack, 'ReadsTheMasterSecret', {
        roles: [application],
        statements: [new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [masterSecret!.secretArn] })],
      });
    },
  },
];
