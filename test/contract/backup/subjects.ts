import { DatabaseBackupPlan } from '../../../src/databases/backup/database-backup-plan';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { CUSTOMER } from '../../databases/dynamodb/fixture';
import { POSTGRES } from '../../support/fixtures';
import { Subject } from '../subject';

/** A plan for stores of two services. */
export const BACKUP_SUBJECTS: readonly Subject[] = [{
  name: 'DatabaseBackupPlan',
  build: (stack, waivers) => {
    const orders = new SecureRdsInstance(stack, 'Orders', { network: new TieredNetwork(stack, 'Network'), engine: POSTGRES });
    const carts = new SecureDynamoTable(stack, 'Carts', { partitionKey: CUSTOMER });
    return new DatabaseBackupPlan(stack, 'Subject', { stores: [orders, carts], waivers });
  },
}];
