import { IResource, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PropProblems } from '../../../core/check-props';
import { DataClassification } from '../../../core/data-classification';
import { Hardening } from '../../../core/hardening';
import { physicalName } from '../../../core/physical-name';
import { Safeguard } from '../../../core/safeguard';
import { DataKey } from '../../data-key';
import { checkHome } from '../../home-region';
import { admitService } from '../../key-access';
import { encryptedLogGroup } from '../../logs/encrypted-log-group';
import { encryptedBucket } from '../../logs/private-bucket';

/** A trail that records the calls of an account. */
export interface IAuditTrail extends IResource {
  /** The ARN of the trail. */
  readonly trailArn: string;
}

/** Properties of `AuditTrail`. */
export interface AuditTrailProps {
  /**
   * The key that encrypts files and logs; CloudTrail and CloudWatch Logs are admitted to it. An imported key must admit them already.
   *
   * @default - a `DataKey` of its own
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the trail also records reads and writes of items of every DynamoDB table and of objects of every S3 bucket, which is charged by the event.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
   * @default false
   */
  readonly recordsDataEvents?: boolean;

  /**
   * How much harm a leak of the records would do; sets how long they are kept, and the rotation of the key.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;
}

/**
 * A CloudTrail trail of all regions: files are validated and encrypted, kept in a bucket that outlives the stack, and can be searched in CloudWatch Logs.
 *
 * - Reads and writes of the management API are recorded, of global services too.
 * - The bucket is private, encrypted with a customer key, versioned, and records who reads it.
 * - Bucket, key and log group admit this trail alone.
 *
 * ### What this does not do
 *
 * - It records one account: the trail of an organization belongs to its management account, and is passed with `AuditTrail.fromTrailArn`.
 * - The first trail for management events is free of charge, each further one is not: pass the one that exists.
 * - It does not lock the files against deletion by an administrator; a copy in another account does.
 */
export class AuditTrail extends Resource implements IAuditTrail {
  /**
   * A trail that exists. It is used as it is: whether it records management events of all regions is its owner's to know.
   *
   * @param scope where it is referred to
   * @param id id of the reference
   * Throws `TRAIL_INVALID`.
   *
   * @param trailArn the ARN of the trail, of this account or of the organization
   */
  public static fromTrailArn(scope: Construct, id: string, trailArn: string): IAuditTrail {
    const problems = new PropProblems('AuditTrail', scope, id);
    problems.text('trailArn', trailArn, {
      code: 'TRAIL_INVALID', pattern: /^arn:[^:]+:cloudtrail:[^:]+:\d{12}:trail\/[\w.-]{3,128}$/, allowed: 'ARNs such as arn:aws:cloudtrail:eu-west-1:111122223333:trail/calls', instead: 'copy it from CloudTrail',
    });
    problems.throwIfAny();
    class Imported extends Resource implements IAuditTrail {
      public readonly trailArn = trailArn;
    }
    return new Imported(scope, id);
  }

  /** The trail. */
  public readonly trail: cloudtrail.CfnTrail;
  public readonly trailArn: string;

  /** Where the files are kept. */
  public readonly bucket: s3.Bucket;

  /** Where calls can be searched for. */
  public readonly logGroup: logs.LogGroup;

  /** The key that encrypts both. */
  public readonly encryptionKey: kms.IKey;

  /** Throws `CLASSIFICATION_UNKNOWN`, `ENCRYPTION_KEY_ELSEWHERE`. */
  public constructor(scope: Construct, id: string, props: AuditTrailProps = {}) {
    const problems = new PropProblems('AuditTrail', scope, id);
    const safeguards = [Safeguard.AUDIT_TRAIL, Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY];
    const hardening = new Hardening({ construct: 'AuditTrail', classification: props.classification, safeguards }, problems);
    checkHome(scope, { encryptionKey: props.encryptionKey }, problems);
    problems.throwIfAny();

    super(scope, id);
    const { classification } = hardening;
    const trailName = physicalName(this, 64);
    this.trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'Key', { classification, description: `Records of ${this.node.path}` }).key;
    admitTrail(this.encryptionKey, this.trailArn, Stack.of(this));
    this.bucket = encryptedBucket(this, this.encryptionKey, classification);
    admitFiles(this.bucket, this.trailArn);
    this.logGroup = encryptedLogGroup(this, 'LogGroup', { key: this.encryptionKey, classification });
    const { role, policy } = this.logRole();
    this.trail = new cloudtrail.CfnTrail(this, 'Trail', {
      trailName,
      s3BucketName: this.bucket.bucketName,
      kmsKeyId: this.encryptionKey.keyArn,
      cloudWatchLogsLogGroupArn: this.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      advancedEventSelectors: selectors(props.recordsDataEvents === true),
    });
    // what nobody records cannot be looked up later; a stack that goes leaves the trail
    this.trail.applyRemovalPolicy(RemovalPolicy.RETAIN);
    // CloudTrail tries to write before it accepts bucket and log group
    this.trail.node.addDependency(this.bucket.policy!, policy);
    hardening.recordOn(this);
  }

  private logRole(): { readonly role: iam.Role; readonly policy: iam.ManagedPolicy } {
    const description = `Writes the records of ${this.node.path} to CloudWatch Logs`;
    const role = new iam.Role(this, 'LogRole', { description, assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com') });
    const policy = new iam.ManagedPolicy(this, 'LogPolicy', {
      description,
      roles: [role],
      statements: [new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [this.logGroup.logGroupArn] })],
    });
    return { role, policy };
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function admitTrail(key: kms.IKey, trailArn: string, { partition, account }: Stack): void {
  admitService(key, SERVICE, {
    actions: ['kms:GenerateDataKey*'],
    sourceArn: trailArn,
    encryptionContext: { 'aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*` },
  });
  admitService(key, SERVICE, { actions: ['kms:DescribeKey'], sourceArn: trailArn });
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function admitFiles(bucket: s3.Bucket, trailArn: string): void {
  const principals = [new iam.ServicePrincipal(SERVICE)];
  const source = { 'aws:SourceArn': trailArn };
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'TrailLooks', principals, actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions: { StringEquals: source },
  }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'TrailWrites',
    principals,
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${Stack.of(bucket).account}/*`)],
    conditions: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }));
}

const SERVICE = 'cloudtrail.amazonaws.com';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html */
function selectors(dataEvents: boolean): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
  const of = (name: string, ...fields: readonly (readonly [string, string])[]) => ({
    name, fieldSelectors: fields.map(([each, value]) => ({ field: each, equalTo: [value] })),
  });
  return [
    of('Management events', ['eventCategory', 'Management']),
    ...!dataEvents ? [] : ['AWS::DynamoDB::Table', 'AWS::S3::Object'].map((type) => of(`Data events of ${type}`, ['eventCategory', 'Data'], ['resources.type', type])),
  ];
}
