import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { SecureAuroraCluster } from '../aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../aurora/secure-aurora-secondary-cluster';
import { instanceTypeOf } from '../rds/rds-props';
import { SecureRdsInstance } from '../rds/secure-rds-instance';

/** What is known of a store whose activity is streamed. */
export interface SourceParts {
  /** How RDS calls it. */
  readonly kind: 'cluster' | 'instance';

  /** What must exist before a stream can be started: the store with its members. */
  readonly store: Construct;
  readonly engine: string;
  readonly version?: string;

  /** Instance classes of its members: `db.r6g.large`. */
  readonly classes: readonly (string | undefined)[];
  readonly arn: string;

  /** How IAM, KMS and Kinesis name it: `cluster-…` or `db-…`. */
  readonly resourceId: string;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly alerts: sns.ITopic;
}

/** A store whose activity is streamed. */
export class ActivityStreamSource {
  /**
   * An Aurora cluster with all its members, provisioned: Aurora Serverless has no activity streams.
   *
   * @param store the cluster
   */
  public static cluster(store: SecureAuroraCluster): ActivityStreamSource {
    return new ActivityStreamSource(clusterParts(store));
  }

  /**
   * A secondary cluster of a global database, with all its members: each cluster of one has a stream of its own, in its region.
   *
   * @param store the cluster
   */
  public static secondaryCluster(store: SecureAuroraSecondaryCluster): ActivityStreamSource {
    return new ActivityStreamSource(clusterParts(store));
  }

  /**
   * An Oracle or SQL Server instance with its standby; other engines of RDS have no activity streams.
   *
   * @param store the instance
   */
  public static instance(store: SecureRdsInstance): ActivityStreamSource {
    const { instance, securityGroup, alerts } = store;
    return new ActivityStreamSource({
      kind: 'instance',
      store: instance,
      engine: instance.engine?.engineType ?? '',
      version: instance.engine?.engineVersion?.fullVersion,
      // the L2 says the class of an instance at synthesis only
      classes: [`db.${instanceTypeOf(store._blueprint.props).toString()}`],
      arn: instance.instanceArn,
      // imported instances have none; this one is created here
      resourceId: instance.instanceResourceId!,
      securityGroup,
      alerts,
    });
  }

  /** @internal */
  public readonly _parts: SourceParts;

  private constructor(parts: SourceParts) {
    this._parts = parts;
  }
}

function classesWithin({ node }: Construct): (string | undefined)[] {
  return node.findAll().filter((each) => each instanceof rds.CfnDBInstance).map(({ dbInstanceClass }) => dbInstanceClass);
}

function clusterParts({ cluster, securityGroup, alerts }: SecureAuroraCluster | SecureAuroraSecondaryCluster): SourceParts {
  return {
    kind: 'cluster',
    store: cluster,
    engine: cluster.engine?.engineType ?? '',
    version: cluster.engine?.engineVersion?.fullVersion,
    classes: classesWithin(cluster),
    arn: cluster.clusterArn,
    resourceId: cluster.clusterResourceIdentifier,
    securityGroup,
    alerts,
  };
}
