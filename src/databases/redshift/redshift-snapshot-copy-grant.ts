import { ArnFormat, CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { GRANT_NAME } from './redshift-checks';
import { REDSHIFT } from './redshift-services';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { DataKey } from '../../foundation/data-key';
import { checkWay } from '../../foundation/functions/called-service';
import { ITieredNetwork } from '../../foundation/network/network';
import { viaService } from '../../foundation/via-service';
import { RequestFunction } from '../request-function';

/** Properties of `RedshiftSnapshotCopyGrant`. */
export interface RedshiftSnapshotCopyGrantProps {
  /** A network of the region that the copies go to, such as the one that a restored cluster would use: the function runs in its app tier. */
  readonly network: ITieredNetwork;

  /**
   * The key that encrypts the copies.
   *
   * @default - a key of its own, rotated, retained, and guarded against destruction without MFA
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Name of the grant: 1 to 63 lower-case letters, digits and single hyphens, starting with a letter. Another key needs another name.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateSnapshotCopyGrant.html
   * @default - derived from the construct path and the name of the stack
   */
  readonly grantName?: string;

  /**
   * Where it is told when the grant could not be made.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * How much harm a leak or loss of the data would do; sets the rotation of the key, and how long the log of the function is kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;
}

/**
 * The grant by which Redshift encrypts copied snapshots with a key of this region. It belongs into a stack of the region that the copies go to.
 *
 * Pass `grantName` to `recovery.copyTo` of the cluster, which lies in another region. The grant is kept when it leaves the stack: without it,
 * copying would end in silence.
 *
 * ### What this does not do
 *
 * - CloudFormation has no resource for the grant: a function in the app tier makes it, and reaches Redshift through an endpoint of the network
 *   (`PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT)`).
 * - References between regions are the app's business: give the grant a name, or pass `grantName` with `crossRegionReferences`.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html#configure-snapshot-copy-grant
 */
export class RedshiftSnapshotCopyGrant extends Construct {
  /** The name of the grant, in plain text. */
  public readonly grantName: string;

  /** The key that encrypts the copies. */
  public readonly encryptionKey: kms.IKey;

  /** Where it is told when the grant could not be made. */
  public readonly alerts: sns.ITopic;

  /** The custom resource. */
  public readonly resource: CustomResource;

  /**
   * Throws `GRANT_NAME_INVALID`, `GRANT_NAME_UNKNOWN` and `ENDPOINT_MISSING`.
   */
  public constructor(scope: Construct, id: string, props: RedshiftSnapshotCopyGrantProps) {
    const problems = new PropProblems('RedshiftSnapshotCopyGrant', scope, id);
    const { classification, network } = props;
    const hardening = new Hardening({ construct: 'RedshiftSnapshotCopyGrant', classification, safeguards: [Safeguard.CUSTOMER_MANAGED_KEY] }, problems);
    problems.mustBeKnown('grantName', props.grantName, 'GRANT_NAME_UNKNOWN', 'pass plain text, since a stack of another region names it');
    problems.text('grantName', props.grantName, { code: 'GRANT_NAME_INVALID', ...GRANT_NAME, instead: 'leave it out for a derived name' });
    checkWay(network, REDSHIFT, problems);
    problems.throwIfAny();

    super(scope, id);
    this.grantName = props.grantName ?? physicalName(this, 63);
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Copied snapshots of ${this.node.path}` }).key;
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    const handler = new RequestFunction(this, {
      bundle: 'redshift',
      service: 'Redshift',
      network,
      key: this.encryptionKey,
      classification,
      alerts: this.alerts,
      purpose: `Snapshot copy grant of ${this.node.path}`,
      statements: this.statements(),
    });
    this.resource = handler.resource(this, 'Grant', 'RedshiftSnapshotCopyGrant', { Kind: 'copy-grant', Name: this.grantName, KmsKeyId: this.encryptionKey.keyArn });
    this.resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    hardening.recordOn(this);
  }

  /** Redshift makes a grant of KMS in the name of the caller. */
  private statements(): iam.PolicyStatement[] {
    const stack = Stack.of(this);
    return [
      new iam.PolicyStatement({
        sid: 'CopyGrant',
        actions: ['redshift:CreateSnapshotCopyGrant', 'redshift:DeleteSnapshotCopyGrant'],
        resources: [stack.formatArn({ service: 'redshift', resource: 'snapshotcopygrant', resourceName: this.grantName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      }),
      new iam.PolicyStatement({
        sid: 'KeyOfCopies',
        actions: ['kms:CreateGrant', 'kms:DescribeKey'],
        resources: [this.encryptionKey.keyArn],
        conditions: viaService(this, 'redshift'),
      }),
    ];
  }
}
