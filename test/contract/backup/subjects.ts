import { Duration } from 'aws-cdk-lib';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { DatabaseBackupPlan } from '../../../src/databases/backup/database-backup-plan';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { CUSTOMER } from '../../databases/dynamodb/fixture';
import { AURORA_POSTGRESQL, MYSQL, POSTGRES } from '../../support/fixtures';
import { networkIn, Subject } from '../subject';

/** A plan for stores of two services. */
export const BACKUP_SUBJECTS: readonly Subject[] = [{
  name: 'DatabaseBackupPlan',
  build: (stack, waivers) => {
    const orders = new SecureRdsInstance(stack, 'Orders', { network: new TieredNetwork(stack, 'Network'), engine: POSTGRES });
    const carts = new SecureDynamoTable(stack, 'Carts', { partitionKey: CUSTOMER });
    return new DatabaseBackupPlan(stack, 'Subject', { stores: [orders, carts], waivers });
  },
}];

/** A plan that tries restores of stores of every kind: judged as the plan is, and neither pinned nor sabotaged anew. */
export const BACKUP_VARIANTS: readonly Subject[] = [{
  name: 'DatabaseBackupPlan (restore tests)',
  build: (stack, waivers) => {
    const network = networkIn(stack);
    const orders = new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL });
    const ledger = new SecureAuroraCluster(stack, 'Ledger', { network, engine: AURORA_POSTGRESQL });
    const carts = new SecureDynamoTable(stack, 'Carts', { partitionKey: CUSTOMER });
    return new DatabaseBackupPlan(stack, 'Subject', { stores: [orders, ledger, carts], restoreTests: { validationWindow: Duration.hours(2) }, waivers });
  },
}];
