import * as rds from 'aws-cdk-lib/aws-rds';
import { LARGER, LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers, RELATIONAL_STATE } from './relational';
import { change, Study } from './study';
import { Safeguard } from '../../src/core/safeguard';
import { MasterAuthentication } from '../../src/databases/rds/rds-engine-options';
import { SecureRdsReplicaProps } from '../../src/databases/rds/rds-replica-props';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../src/databases/rds/secure-rds-replica';

type Props = Omit<SecureRdsReplicaProps, 'network' | 'source'>;

const MYSQL = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 });
const WAIVED = [
  Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.IAM_AUTHENTICATION, Safeguard.DELETION_PROTECTION, Safeguard.HIGH_AVAILABILITY,
  Safeguard.STORAGE_AUTOSCALING, Safeguard.LOG_EXPORTS, Safeguard.ENHANCED_MONITORING, Safeguard.PERFORMANCE_INSIGHTS,
  Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING,
];

/** What happens to a replica in the region of its source. */
export const RDS_REPLICA: Study<Props> = {
  construct: 'SecureRdsReplica',
  advice: 'A replaced replica is made again from its source: nothing is lost, but its endpoint changes and reads wait until it has caught up.',
  docs: ['databases/data-store.ts', 'databases/rds/rds-replica-props.ts', 'databases/maintenance-windows.ts'],
  stateful: RELATIONAL_STATE,
  left: {
    ...LEFT_OF_EVERY_STORE,
    source: 'another source is another replica',
    encryptionKey: 'in one region the key is that of the source; in another one a new key replaces the replica',
  },
  create: ({ stack, network }, props) => {
    const source = new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL, engineOptions: { masterAuthentication: MasterAuthentication.IAM } });
    new SecureRdsReplica(stack, 'Reports', { network, source, ...props });
  },
  changes: [
    change('instanceType', { instanceType: LARGER }),
    ...ofEveryStore<Props>().filter(({ prop }) => prop !== 'encryptionKey'),
    change('windows.maintenance', { windows: { maintenance: 'mon:05:00-mon:06:00' } }),
    change('identifier', { identifier: 'reports' }),
    change('port', { port: 3307 }),
    change('parameters', { parameters: { max_connections: '200' } }),
    ...ofWaivers<Props>(WAIVED),
  ],
};
