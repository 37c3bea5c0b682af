import { Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AlertTopic, DataPrivilege, DeletionGuard, ITieredNetwork, RedshiftDatabaseGrants, RedshiftGroupRight, RedshiftUsageLimit, RedshiftWarehouse,
  SecureRedshiftCluster, UsageLimitAction,
} from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface WarehouseStackProps extends StackProps {
  readonly network: ITieredNetwork;
}

/** The warehouse, what it loads, and who sees what in it. */
export class WarehouseStack extends Stack {
  public constructor(scope: Construct, id: string, props: WarehouseStackProps) {
    super(scope, id, props);
    const { network } = props;
    const warehouse = new SecureRedshiftCluster(this, 'Warehouse', {
      network,
      alerts: new AlertTopic(this, 'Alerts', { emails: ['warehouse-team@example.com'] }).topic,
      recovery: { schedule: ['rate(4 hours)'] },
      usageLimits: [RedshiftUsageLimit.spectrum(10, { action: UsageLimitAction.DISABLE })],
    });
    new DeletionGuard(this, 'Guard', { stores: [warehouse] });

    // the buckets belong to the teams that fill and read them
    warehouse.addLoadRole('Loads', {
      copyFrom: [{ bucket: this.bucketOf('landing'), prefix: 'orders/' }],
      unloadTo: [{ bucket: this.bucketOf('reports'), prefix: 'monthly/' }],
      databaseUsers: ['loader'],
    });

    new RedshiftDatabaseGrants(this, 'Grants', {
      network,
      warehouse: RedshiftWarehouse.cluster(warehouse),
      groups: [
        { name: 'loaders', rights: [RedshiftGroupRight.writer('staging')] },
        {
          name: 'analysts',
          rights: [
            RedshiftGroupRight.reader('reporting'),
            // where customers live, but not who they are
            RedshiftGroupRight.onTable({ schema: 'sales', table: 'customers', columns: ['id', 'city'], privileges: [DataPrivilege.SELECT] }),
          ],
        },
      ],
    });
    const dashboards = new iam.Role(this, 'Dashboards', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    warehouse.grants.connect(dashboards, 'dashboards', ['analysts']);
  }

  private bucketOf(team: string): s3.IBucket {
    const encryptionKey = kms.Key.fromKeyArn(this, `${team}Key`, this.formatArn({ service: 'kms', resource: 'key', resourceName: `key-of-${team}` }));
    return s3.Bucket.fromBucketAttributes(this, team, { bucketName: `${team}-${this.account}`, encryptionKey });
  }
}
