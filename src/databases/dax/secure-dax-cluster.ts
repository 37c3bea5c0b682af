import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dax from 'aws-cdk-lib/aws-dax';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { daxAlarms } from './dax-alarms';
import { checkDaxProps } from './dax-checks';
import { DaxGrants } from './dax-grants';
import { DaxCache, DEFAULT_MAINTENANCE_WINDOW, DEFAULT_NODE_TYPE, SecureDaxClusterProps } from './dax-props';
import { createRole } from './dax-role';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { DAX_DEFAULT_TTL_MINUTES, DAX_NODES, DAX_PARAMETERS, DAX_PORTS } from '../../facts/dax';
import { DAX_CLUSTER_DESTRUCTION } from '../../facts/destructive-actions';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { checkHome } from '../../foundation/home-region';
import { Tier } from '../../foundation/network/network';
import { INetworkedStore } from '../data-store';

const SAFEGUARDS = [
  Safeguard.ENCRYPTION_AT_REST, Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS,
  Safeguard.HIGH_AVAILABILITY, Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS,
];

/**
 * A DynamoDB Accelerator (DAX) cluster in front of named tables, with every safeguard that the service knows.
 *
 * - It lies in the data tier, in a security group of its own; the app tier reaches its port, nobody else does.
 * - Clients connect with TLS (port 9111), and the nodes talk to each other with TLS; what the nodes write to disk is encrypted.
 * - Its role reaches exactly the named tables, their named indexes and their keys.
 * - Three nodes in three zones: one may fail without a gap, and the rest has a majority.
 * - Load, full memory, throttled and failing requests raise alarms; events of the cluster go to `alerts` too.
 *
 * ### What this does not do
 *
 * - DAX does not ask whether its client may read the table: who may use the cluster reaches every item of every table of the
 *   cluster, whatever policies of tables, `dynamodb:LeadingKeys` or grants on the table say. Clients that must be kept apart
 *   need clusters of their own.
 * - The role is what the table sees: CloudTrail records reads through the cluster as those of the role, and reads that the cache
 *   answers not at all.
 * - The disks are encrypted with the key that AWS manages for DAX; the service takes no key of a customer. In the memory of the
 *   nodes items are as they are, and stay readable for their time to live after the key of the table is revoked.
 * - A cluster has neither deletion protection nor backups. It holds copies only, so it is deleted with its stack; what writes
 *   past the cluster is seen when the copies expire.
 * - AWS documents neither which account DAX names when it assumes the role, nor how it publishes to topics: the trust of the role
 *   and the topic admit `dax.amazonaws.com` without naming an account.
 * - A table whose policy admits named VPC endpoints or an organisation only must except the ARN of `role`.
 * - In stacks without a region CDK knows two zones only, and so does the network; the nodes are spread over these.
 */
export class SecureDaxCluster extends Construct implements INetworkedStore {
  /** The underlying cluster, for everything that the props do not cover. */
  public readonly cluster: dax.CfnCluster;

  /** The role with which the cluster reaches its tables. */
  public readonly role: iam.Role;

  /** The rights that the cluster can give away. */
  public readonly grants: DaxGrants;

  /** The security group of the cluster. */
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly alerts: sns.ITopic;
  public readonly connections: ec2.Connections;
  public readonly port: number;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /**
   * Throws one error with all problems: `TABLES_EMPTY`, `TABLE_REPEATED`, `TABLE_IN_OTHER_REGION`, `INDEX_NAME_INVALID`,
   * `NODE_COUNT_OUT_OF_RANGE`, `NODE_TYPE_UNENCRYPTED`, `ZONES_TOO_FEW`, `TTL_OUT_OF_RANGE`, `TTL_UNKNOWN`,
   * `MAINTENANCE_WINDOW_INVALID` and the `WAIVER_` codes, and those that end in `_ELSEWHERE`.
   */
  public constructor(scope: Construct, id: string, props: SecureDaxClusterProps) {
    const problems = new PropProblems('SecureDaxCluster', scope, id);
    const { classification, waivers, network } = props;
    const hardening = new Hardening({ construct: 'SecureDaxCluster', classification, safeguards: SAFEGUARDS, waivers }, problems);
    checkDaxProps(scope, props, hardening, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.port = hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) ? DAX_PORTS.tls : DAX_PORTS.plain;
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    this.securityGroup = network.createStoreSecurityGroup(this, this.port);
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });
    const { role, policy } = createRole(this, props.tables);
    this.role = role;
    this.cluster = this.createCluster(props, hardening);
    this.cluster.node.addDependency(policy);
    this.grants = DaxGrants._of(this.cluster.attrArn);
    if (hardening.keeps(Safeguard.ALARMS)) {
      const burstable = this.cluster.nodeType.startsWith('dax.t');
      storeAlarms(this, this.alerts, daxAlarms((name, options) => this.metric(name, options), burstable));
    }

    this.storeArns = [this.cluster.attrArn];
    this.destructiveActions = [...DAX_CLUSTER_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    hardening.recordOn(this);
  }

  /** The address that clients of DAX connect to: `daxs://…`, with TLS. */
  public get endpointUrl(): string {
    return this.cluster.attrClusterDiscoveryEndpointUrl;
  }

  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({ ...options, namespace: 'AWS/DAX', metricName, dimensionsMap: { ClusterId: this.cluster.ref } });
  }

  private createCluster({ network, nodes, cache, maintenanceWindow }: SecureDaxClusterProps, hardening: Hardening): dax.CfnCluster {
    const subnetGroup = new dax.CfnSubnetGroup(this, 'SubnetGroup', {
      description: `Data tier for ${this.node.path}`, subnetIds: network.subnets(Tier.DATA).map(({ subnetId }) => subnetId),
    });
    return new dax.CfnCluster(this, 'Cluster', {
      description: `Cache ${this.node.path}`,
      // no name: with one, a change that replaces the cluster would fail
      nodeType: `dax.${(nodes?.instanceType ?? DEFAULT_NODE_TYPE).toString()}`,
      replicationFactor: nodes?.count ?? (hardening.keeps(Safeguard.HIGH_AVAILABILITY) ? DAX_NODES.faultTolerant : 1),
      iamRoleArn: this.role.roleArn,
      subnetGroupName: subnetGroup.ref,
      securityGroupIds: [this.securityGroup.securityGroupId],
      parameterGroupName: this.createParameterGroup(cache).ref,
      preferredMaintenanceWindow: maintenanceWindow ?? DEFAULT_MAINTENANCE_WINDOW,
      notificationTopicArn: hardening.keeps(Safeguard.EVENT_NOTIFICATIONS) ? this.alerts.topicArn : undefined,
      sseSpecification: { sseEnabled: true },
      clusterEndpointEncryptionType: hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) ? 'TLS' : 'NONE',
    });
  }

  /** A group that nodes use cannot be changed, so each pair of values has a group of its own. */
  private createParameterGroup(cache: DaxCache = {}): dax.CfnParameterGroup {
    const usual = Duration.minutes(DAX_DEFAULT_TTL_MINUTES);
    const [item, query] = [cache.itemTtl ?? usual, cache.queryTtl ?? usual].map((ttl) => String(ttl.toMilliseconds()));
    return new dax.CfnParameterGroup(this, `Parameters-${item}-${query}`, {
      description: `Times to live of ${this.node.path}`,
      parameterNameValues: { [DAX_PARAMETERS.itemTtl]: item, [DAX_PARAMETERS.queryTtl]: query },
    });
  }
}
