import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import { LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers } from './relational';
import { change, Study } from './study';
import { DatabaseBackupPlan } from '../../src/databases/backup/database-backup-plan';
import { BACKUP_PLAN_SAFEGUARDS } from '../../src/databases/backup/database-backup-plan-checks';
import { DatabaseBackupPlanProps } from '../../src/databases/backup/database-backup-plan-props';
import { SecureDynamoTable } from '../../src/databases/dynamodb/secure-dynamo-table';

type Props = Omit<DatabaseBackupPlanProps, 'stores'>;

/** What happens to a vault and its key. */
export const BACKUP_PLAN: Study<Props> = {
  construct: 'DatabaseBackupPlan',
  advice: 'A vault keeps its key for life, and its name is fixed: the update fails. Make a second plan with the other key, and let the first one stay until its '
    + 'last backup has ended.',
  docs: ['databases/backup/database-backup-plan-props.ts'],
  stateful: ['AWS::Backup::BackupVault', 'AWS::KMS::Key'],
  left: { deletionGuard: LEFT_OF_EVERY_STORE.deletionGuard, stores: 'another selection, beside the vault; the vault of a store that had a plan of its own leaves the stack and is retained' },
  create: ({ stack }, props) => {
    const carts = new SecureDynamoTable(stack, 'Carts', { partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING } });
    new DatabaseBackupPlan(stack, 'Backups', { stores: [carts], ...props });
  },
  changes: [
    change('schedule', { schedule: events.Schedule.cron({ hour: '7', minute: '0' }) }),
    change('retention', { retention: Duration.days(90) }),
    change('copies', {
      copies: [{ vaultArn: 'arn:aws:backup:eu-central-1:111111111111:backup-vault:copies', encryptionKeyArn: 'arn:aws:kms:eu-central-1:111111111111:key/1' }],
    }),
    change('immutableAfter', { immutableAfter: Duration.days(30) }),
    change('restoreTests', { restoreTests: {} }),
    ...ofEveryStore<Props>(),
    ...ofWaivers<Props>(BACKUP_PLAN_SAFEGUARDS),
  ],
};
