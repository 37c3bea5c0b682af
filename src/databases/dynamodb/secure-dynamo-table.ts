import { ITaggable, TagManager, TagType } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { dynamoAlarms } from './dynamo-alarms';
import { DYNAMODB_BACKUP, restoredTable } from './dynamo-backup';
import { arnOfCopy, copiesOf, DynamoBlueprint } from './dynamo-blueprint';
import { checkDynamoProps } from './dynamo-checks';
import { DynamoGrants } from './dynamo-grants';
import { SecureDynamoTableProps } from './dynamo-props';
import { stateTableObjectives } from './dynamo-recovery';
import { createTable } from './dynamo-render';
import { DYNAMO_SAFEGUARDS, excusedBy } from './dynamo-safeguards';
import { PropProblems, quoted } from '../../core/check-props';
import { HardeningError, subjectOf } from '../../core/errors';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { DYNAMODB_TABLE_DESTRUCTION } from '../../facts/destructive-actions';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { ALARM_PERIOD, storeAlarms } from '../../foundation/alerts/store-alarms';
import { DataKey } from '../../foundation/data-key';
import { checkHome } from '../../foundation/home-region';
import { IBackedUpStore, StoreBackup } from '../backup/backed-up-store';
import { DatabaseBackupPlan } from '../backup/database-backup-plan';
import { OwnBackupPlan } from '../backup/own-backup-plan';
import { IDataStore } from '../data-store';
import { asksForRestoreTime } from '../recovery/recovery-statement';
import { protectStack } from '../stack-protection';

/**
 * A DynamoDB table with every safeguard that the service knows, in one region or in many.
 *
 * - A customer key encrypts the table, its indexes, streams and backups; each replica has a key of its own region.
 * - Every copy can be restored to any second of the last 35 days, is protected against deletion, and outlives its stack.
 * - The CDK CLI protects its stack against removal until the termination protection is taken off.
 * - The policy of every copy refuses plain HTTP, and refuses people without MFA to delete or unprotect it. On request it refuses
 *   access from outside of named VPC endpoints, or by principals of another organisation.
 * - A plan of AWS Backup takes a backup a day into a locked vault with a key of its own and keeps it for 35 days (`backupPlan`).
 * - The capacity grows with the load; throttled requests, errors of the service and lagging replicas raise alarms.
 * - `grants` gives away exact rights: one partition, some attributes, reading, writing, one index.
 *
 * The name of the table is fixed, so a change that would replace the table fails instead of leaving an empty one. A table that exists
 * is adopted without being replaced: see `docs/guides/dynamodb-adopting-a-table.md`.
 *
 * ### What this does not do
 *
 * - The policy of the table does not reach on-demand backups, nor the stream: `storeArns` names the backups for a `DeletionGuard`.
 * - A policy of IAM cannot tell which property `UpdateTable` changes. Deployments may change all of them, so whoever may deploy
 *   can unprotect the table.
 * - A new replica is without a policy in the deployment that creates it; see `DynamoReplica.stage`. Its alarms on throttling
 *   belong to its region: `DynamoReplicaAlarms`.
 * - CloudFormation detects no drift of policies: one that somebody takes off by hand stays off until a deployment changes it.
 *   `ChangeAlarms` tell who does; see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
 * - Replicas agree eventually. Strong consistency between regions is chosen with the first replicas, through `globalTable`.
 * - Names of tables and attributes, and the keys of items in logs of your application, are not encrypted by DynamoDB.
 *   `ItemEncryption` encrypts attributes before they leave the application.
 */
export class SecureDynamoTable extends Construct implements IDataStore, IBackedUpStore, ITaggable {
  /** The underlying table, for everything that the props do not cover. */
  public readonly globalTable: dynamodb.CfnGlobalTable;

  /** The table as other constructs of the CDK take it, such as event sources of Lambda. Give rights with `grants`, not with its methods. */
  public readonly table: dynamodb.ITableV2;

  /** The name of the table, known before deployment. */
  public readonly tableName: string;

  /** The tags of the table in every region, which have no place on the table itself; `Tags.of` fills them. */
  public readonly tags = new TagManager(TagType.STANDARD, dynamodb.CfnGlobalTable.CFN_RESOURCE_TYPE_NAME);

  /** The rights that the table can give away in the region of the stack. */
  public readonly grants: DynamoGrants;
  public readonly alerts: sns.ITopic;
  public readonly storeArns: string[];
  public readonly destructiveActions: string[];

  /** @internal what grants and replicas of this table are made from */
  public readonly _blueprint: DynamoBlueprint;

  /** @internal */
  public readonly _ownPlan: OwnBackupPlan;

  private readonly key?: kms.IKey;

  /**
   * Throws one error with all problems: the `TABLE_NAME_`, `ATTRIBUTE_TYPE_`, `TIME_TO_LIVE_`, `INDEX_`, `LOCAL_INDEX_`, `TOO_MANY_`,
   * `KEY_`, `RECOVERY_`, `ROLE_ARN_`, `VPC_ENDPOINTS_`, `OUTSIDE_ROLES_`, `ORGANIZATION_`, `POLICY_`, `CAPACITY_`, `UTILIZATION_`,
   * `REPLICA_`, `OBJECTIVE_` and `WAIVER_` codes, and those that end in `_ELSEWHERE`; at synth `OBJECTIVE_NOT_PREPARED`.
   */
  public constructor(scope: Construct, id: string, props: SecureDynamoTableProps) {
    const problems = new PropProblems('SecureDynamoTable', scope, id);
    const { classification, waivers } = props;
    const hardening = new Hardening({
      construct: 'SecureDynamoTable', classification, safeguards: DYNAMO_SAFEGUARDS, waivers, excused: excusedBy(props),
    }, problems);
    checkDynamoProps(scope, props, hardening, problems);
    checkHome(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    if (props.encryption?._reason === undefined) {
      this.key = props.encryptionKey ?? new DataKey(this, 'EncryptionKey', { classification, description: `Data of ${this.node.path}` }).key;
    }
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    this.tableName = props.tableName ?? physicalName(this, 63);
    this._blueprint = { scope: this, props, hardening, tableName: this.tableName, tags: this.tags, keyArn: this.key?.keyArn };
    this.globalTable = createTable(this._blueprint);
    this.table = dynamodb.TableV2.fromTableAttributes(this, 'Reference', {
      tableArn: this.globalTable.attrArn,
      tableStreamArn: this.globalTable.streamSpecification === undefined ? undefined : this.globalTable.attrStreamArn,
      encryptionKey: this.key,
      grantIndexPermissions: props.indexes !== undefined,
    });
    this.grants = DynamoGrants._of({
      blueprint: this._blueprint, tableArn: this.globalTable.attrArn, keyArn: this.key?.keyArn, streamArn: this.table.tableStreamArn,
    });
    if (hardening.keeps(Safeguard.ALARMS)) {
      storeAlarms(this, this.alerts, dynamoAlarms(this, props));
    }

    this._ownPlan = new OwnBackupPlan(this, { hardening, props });
    stateTableObjectives(this);

    const arns = copiesOf(this._blueprint).map(({ region }) => arnOfCopy(this, this.tableName, region));
    this.storeArns = arns.flatMap((arn) => [arn, `${arn}/backup/*`]);
    this.destructiveActions = [...DYNAMODB_TABLE_DESTRUCTION.actions];
    props.deletionGuard?.protect(this);
    protectStack(this, hardening);
    hardening.recordOn(this);
  }

  /** The key that encrypts the table. Throws `KEY_NOT_OWN` where AWS owns or manages the key. */
  public get encryptionKey(): kms.IKey {
    if (this.key === undefined) {
      throw new HardeningError(subjectOf('Key of SecureDynamoTable', this.node.scope, this.node.id), [{
        code: 'KEY_NOT_OWN', message: 'the table has a key that AWS owns or manages; leave `encryption` out for a customer managed key',
      }]);
    }
    return this.key;
  }

  /** The ARN by which AWS Backup knows the table. */
  public get backupArn(): string {
    return this.globalTable.attrArn;
  }

  /**
   * The plan of AWS Backup that holds the table: one of its own, or the first `DatabaseBackupPlan` that names it. Make such plans before this is
   * read, since the plan of its own then stays. Undefined where Safeguard.BACKUP_PLAN is waived and no plan names the table.
   */
  public get backupPlan(): DatabaseBackupPlan | undefined {
    return this._ownPlan.plan;
  }

  /** @internal */
  public get _backup(): StoreBackup {
    const { props, hardening, keyArn, tableName } = this._blueprint;
    return {
      kind: DYNAMODB_BACKUP,
      arn: this.backupArn,
      identifier: tableName,
      classification: hardening.classification,
      keyArn,
      restoreTimed: asksForRestoreTime(props.recovery?.objectives),
      restored: restoredTable(keyArn),
    };
  }

  /**
   * A metric of the table in the region of the stack.
   *
   * @param metricName as CloudWatch names it, such as `ConsumedReadCapacityUnits`
   * @param options period, statistic, label, further dimensions
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const { dimensionsMap, ...others } = options;
    return new cloudwatch.Metric({
      ...others, namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName: this.globalTable.ref, ...dimensionsMap },
    });
  }

  /**
   * The rights that the replica of a region can give away.
   *
   * Throws `REPLICA_UNKNOWN` for a region without a replica.
   *
   * @param region in plain text: `eu-central-1`
   */
  public grantsIn(region: string): DynamoGrants {
    const copy = copiesOf(this._blueprint).slice(1).find((candidate) => candidate.region === region);
    if (copy === undefined) {
      const regions = (this._blueprint.props.replicas ?? []).map((replica) => replica.region).join(', ') || 'none';
      throw new HardeningError(subjectOf('Grants on SecureDynamoTable', this.node.scope, this.node.id), [{
        code: 'REPLICA_UNKNOWN', message: `the table has no replica in ${quoted(region)}, it has ${regions}; add it to \`replicas\`, or use \`grants\` for the region of the stack`,
      }]);
    }
    return DynamoGrants._of({ blueprint: this._blueprint, tableArn: arnOfCopy(this, this.tableName, region), keyArn: copy.keyArn, region });
  }

  /**
   * Notify `alerts` when conditions of writes fail unusually often: clients that fight over items, or somebody who guesses keys.
   *
   * CloudWatch learns for up to two weeks what is usual. Calling it twice throws what the CDK throws for a repeated id.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
   * @param deviations how many standard deviations are usual; 2 when left out, a larger number raises fewer alarms
   */
  public alarmOnConditionalCheckAnomalies(deviations = 2): cloudwatch.Alarm {
    const alarm = new cloudwatch.AnomalyDetectionAlarm(this, 'ConditionalCheckAnomalies', {
      metric: this.metric('ConditionalCheckFailedRequests', { period: ALARM_PERIOD, statistic: cloudwatch.Stats.SUM }),
      stdDevs: deviations,
      evaluationPeriods: 3,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `${this.node.path}: conditions of writes fail more often than usual; look for clients that fight over items`,
    });
    const notify = new SnsAction(this.alerts);
    alarm.addAlarmAction(notify);
    alarm.addOkAction(notify);
    return alarm;
  }
}
