import { CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkActivityStream } from './activity-stream-checks';
import { ActivityStreamMode, DatabaseActivityStreamProps } from './activity-stream-props';
import { SourceParts } from './activity-stream-source';
import { watchStream } from './activity-stream-watch';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { ActivityStreamFacts } from '../../facts/activity-streams';
import { DataKey } from '../../foundation/data-key';
import { ITieredNetwork } from '../../foundation/network/network';
import { TieredNetwork } from '../../foundation/network/tiered-network';
import { viaService } from '../../foundation/via-service';
import { accessPolicyOf } from '../access-policy';
import { RequestFunction } from '../request-function';

/**
 * The database activity stream of an Aurora cluster, or of an Oracle or SQL Server instance: every statement, who ran it and from where, in a Kinesis stream
 * that the administrators of the database cannot change.
 *
 * - The records are encrypted with a key of their own: who administers the store, or reads its data, does not read the audit.
 * - CloudFormation has no resource for it: a function in the app tier starts the stream, and waits until it has started. It has no right to
 *   stop one.
 * - **Nothing here stops the audit**: the stream goes on when this construct, or the stack, is removed. It ends with its store, or when a person
 *   stops it: `aws rds stop-activity-stream`.
 * - `alerts` is told when somebody stops the stream (by CloudTrail, which a trail of the account must record), when it sends nothing for a quarter
 *   of an hour, and when a reader falls so far behind that records may be lost.
 * - `grantRead` gives a reader this stream and this key for these records only.
 *
 * ```ts
 * import { ActivityStreamSource, DatabaseActivityStream, PrivateEndpoint, SecureAuroraCluster, TieredNetwork } from 'cdk-hardened-databases';
 * import * as ec2 from 'aws-cdk-lib/aws-ec2';
 * import * as rds from 'aws-cdk-lib/aws-rds';
 *
 * const network = new TieredNetwork(this, 'Network', {
 *   endpoints: [PrivateEndpoint.s3(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.RDS)],
 * });
 * const orders = new SecureAuroraCluster(this, 'Orders', {
 *   network,
 *   engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_6 }),
 * });
 * new DatabaseActivityStream(this, 'Audit', { network, source: ActivityStreamSource.cluster(orders) });
 * ```
 *
 * ### What this does not do
 *
 * - The start may restart the database: put the first deployment into a quiet hour.
 * - Key and mode of a stream that runs are not changed: the deployment fails with `STREAM_DIFFERS`, since nothing is audited between a stop and a
 *   start. Stop the stream yourself, then deploy again. A rollback after that is continued without the resources `Stream` and `Started`.
 * - A stream that somebody stopped is started again by a deployment that calls the function: change `revision`.
 * - Kinesis keeps records for 24 hours, and charges for the stream; who keeps them longer is up to you.
 * - The records hold the text of statements, with the data in them.
 * - Each cluster of a global database needs a stream of its own. Aurora Serverless, Babelfish, replicas and container databases of Oracle have no
 *   activity streams.
 * - Oracle records what audit policies inside the database select, and its audit trail is emptied at the start: create the policies first.
 * - SQL Server records what the audit specifications of the server audit `RDS_DAS_AUDIT` select: alter `RDS_DAS_SERVER_AUDIT_SPEC`, and create one
 *   for each database, named `RDS_DAS_DB_...`, before the stream is started. RDS locks them then, so that no administrator can change what is audited;
 *   `alerts` is told when somebody unlocks them.
 * - Before a major upgrade of Aurora PostgreSQL the stream must be stopped by hand.
 * - Aurora MySQL calls KMS from the data tier. In a `TieredNetwork` the way to its endpoint is opened; elsewhere it is yours to open.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html
 */
export class DatabaseActivityStream extends Construct {
  /** The name of the Kinesis stream, which RDS creates. */
  public readonly streamName: string;

  /** The ARN of the Kinesis stream. */
  public readonly streamArn: string;

  /** The key that encrypts the records. */
  public readonly encryptionKey: kms.IKey;

  /** Where it is told that the stream was stopped, is silent, or is not read in time. */
  public readonly alerts: sns.ITopic;

  /** The custom resource that waits until the stream has started. */
  public readonly resource: CustomResource;

  private readonly source: SourceParts;

  /**
   * Throws one error with all problems: `REGION_WITHOUT_STREAMS`, `ENGINE_WITHOUT_STREAMS`, `VERSION_WITHOUT_STREAMS`, `CLASS_WITHOUT_STREAMS`,
   * `MODE_UNSUPPORTED`, `ENDPOINT_MISSING`, `KMS_ENDPOINT_MISSING`, `STREAM_TWICE`, `ALERTS_FIFO`, and the codes that end in `_ELSEWHERE`.
   */
  public constructor(scope: Construct, id: string, props: DatabaseActivityStreamProps) {
    const problems = new PropProblems('DatabaseActivityStream', scope, id);
    problems.required({ network: props.network, source: props.source });
    const { classification, network } = props;
    const safeguards = [Safeguard.CUSTOMER_MANAGED_KEY];
    const hardening = new Hardening({ construct: 'DatabaseActivityStream', classification, safeguards }, problems);
    const facts = checkActivityStream(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.source = props.source._parts;
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Activity stream of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? this.source.alerts;
    const before = [this.source.store, ...facts!.callsKms ? openWayToKms(this, network, this.source.securityGroup) : []];
    this.resource = this.start(props, facts!, before);
    this.streamName = this.resource.getAttString('StreamName');
    this.streamArn = Stack.of(this).formatArn({ service: 'kinesis', resource: 'stream', resourceName: this.streamName });
    watchStream(this, { arn: this.source.arn, streamName: this.streamName, alerts: this.alerts, locksAudit: facts!.locksAudit });
    hardening.recordOn(this);
  }

  /** @internal */
  public get _streamOf(): Construct {
    return this.source.store;
  }

  /**
   * Let an identity read the stream and decrypt its records. It reads every statement that the database runs.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.CodeExample.html
   * @param grantee who may read; a role gets a customer managed policy
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const policy = accessPolicyOf(grantee);
    const read = iam.Grant.addToPrincipal({
      grantee: policy,
      actions: ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map((action) => `kinesis:${action}`),
      resourceArns: [this.streamArn],
    });
    // RDS binds the key of each record to the store
    const context = `kms:EncryptionContext:aws:rds:${this.source.kind === 'cluster' ? 'dbc-id' : 'db-id'}`;
    return read.combine(iam.Grant.addToPrincipal({
      grantee: policy,
      actions: ['kms:Decrypt'],
      resourceArns: [this.encryptionKey.keyArn],
      conditions: { StringEquals: { [context]: this.source.resourceId } },
    }));
  }

  /** Two resources that do the same, one after the other: a start takes longer than a function lives. */
  private start(props: DatabaseActivityStreamProps, { nativeFields }: ActivityStreamFacts, before: readonly Construct[]): CustomResource {
    const scope = new Construct(this, 'Requests');
    const handler = new RequestFunction(scope, {
      bundle: 'activity-stream',
      service: 'Activity stream',
      network: props.network,
      key: this.encryptionKey,
      classification: props.classification,
      alerts: this.alerts,
      purpose: `Starts the activity stream of ${this.node.path}`,
      statements: startStatements(this, this.source, this.encryptionKey),
    });
    const properties = {
      Kind: this.source.kind,
      Arn: this.source.arn,
      KmsKeyId: this.encryptionKey.keyArn,
      Mode: props.mode ?? ActivityStreamMode.ASYNC,
      NativeFields: String(nativeFields),
      Revision: props.revision,
    };
    const resource = (id: string, until: string) => handler.resource(this, id, 'DatabaseActivityStream', { ...properties, Until: until });
    const [stream, started] = [resource('Stream', 'starting'), resource('Started', 'started')];
    stream.node.addDependency(...before);
    started.node.addDependency(stream);
    [stream, started].forEach((each) => each.applyRemovalPolicy(RemovalPolicy.RETAIN));
    return started;
  }
}

/** RDS makes a grant on the key in the name of the caller. */
function startStatements(scope: Construct, { kind, arn }: SourceParts, key: kms.IKey): iam.PolicyStatement[] {
  const { StringEquals } = viaService(scope, 'rds');
  return [
    new iam.PolicyStatement({
      sid: 'ActivityStream',
      actions: ['rds:StartActivityStream', kind === 'cluster' ? 'rds:DescribeDBClusters' : 'rds:DescribeDBInstances'],
      resources: [arn],
    }),
    new iam.PolicyStatement({ sid: 'KeyOfStream', actions: ['kms:DescribeKey'], resources: [key.keyArn], conditions: { StringEquals } }),
    new iam.PolicyStatement({
      sid: 'GrantToRds', actions: ['kms:CreateGrant'], resources: [key.keyArn], conditions: { StringEquals, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}

/**
 * The way from the members to the endpoint of KMS in the app tier.
 *
 * The endpoint admits principals of this account, and AWS does not say as whom the members call: so it admits anybody to decrypt with keys of
 * this account, whose policies and grants say who may.
 */
function openWayToKms(scope: Construct, network: ITieredNetwork, from: ec2.ISecurityGroup): Construct[] {
  if (!(network instanceof TieredNetwork)) {
    return [];
  }
  const way = new Construct(scope, 'ToKms');
  network._admitToEndpoints(way, from);
  const endpoint = network.endpoint('kms');
  if (endpoint instanceof ec2.InterfaceVpcEndpoint) {
    endpoint.addToPolicy(new iam.PolicyStatement({
      sid: 'ActivityStreams',
      principals: [new iam.StarPrincipal()],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:ResourceAccount': Stack.of(network).account } },
    }));
  }
  return [way];
}
