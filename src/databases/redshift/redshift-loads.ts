import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { ITieredNetwork } from '../../foundation/network/network';
import { TieredNetwork } from '../../foundation/network/tiered-network';
import { keyThrough } from '../request-function';

/** Files in S3, encrypted with a key of the customer. */
export interface RedshiftLoadLocation {
  /** The bucket. Its policy is not changed. */
  readonly bucket: s3.IBucket;

  /**
   * What the names of the files start with: `orders/2026/`; no wildcards.
   *
   * @default - every file of the bucket
   */
  readonly prefix?: string;

  /**
   * The key of the files.
   *
   * @default - the key of the bucket; one that is imported does not tell it
   */
  readonly encryptionKey?: kms.IKey;
}

/** What a warehouse reads from S3 and writes there. */
export interface RedshiftLoads {
  /**
   * Where COPY reads.
   *
   * @default - the role reads nothing
   */
  readonly copyFrom?: RedshiftLoadLocation[];

  /**
   * Where UNLOAD writes.
   *
   * @default - the role writes nothing
   */
  readonly unloadTo?: RedshiftLoadLocation[];

  /**
   * The database users that may name the role in COPY and UNLOAD, each of 1 to 127 characters; clusters only.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service.html#authorizing-redshift-service-database-users
   * @default - every user that has the privilege ASSUMEROLE
   */
  readonly databaseUsers?: string[];
}

/** A warehouse that loads. */
export interface LoadingWarehouse {
  readonly construct: Construct;
  readonly network: ITieredNetwork;
  readonly securityGroup: ec2.ISecurityGroup;

  /** The name of the cluster; absent for a namespace. */
  readonly cluster?: string;
}

/**
 * The role with which a warehouse loads and unloads, and its way to S3.
 *
 * https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html
 */
export function loadRole(warehouse: LoadingWarehouse, id: string, loads: RedshiftLoads): iam.Role {
  const problems = new PropProblems('Load role of', warehouse.construct, id);
  check(warehouse, loads, problems);
  problems.throwIfAny();
  const { construct } = warehouse;
  const role = new iam.Role(construct, id, { description: `Loads and unloads of ${construct.node.path}`, assumedBy: principalOf(warehouse, loads) });
  const { copyFrom = [], unloadTo = [] } = loads;
  new iam.ManagedPolicy(construct, `${id}Policy`, {
    description: `Loads and unloads of ${construct.node.path}`,
    roles: [role],
    statements: [
      ...copyFrom.flatMap((location) => statements(construct, location, ['s3:GetObject'], ['kms:Decrypt'])),
      // a file that is written in parts is decrypted to be put together
      ...unloadTo.flatMap((location) => statements(construct, location, ['s3:PutObject', 's3:AbortMultipartUpload'], ['kms:GenerateDataKey', 'kms:Decrypt'])),
    ],
  });
  openWay(warehouse);
  return role;
}

/** Redshift acts for this warehouse: https://docs.aws.amazon.com/redshift/latest/mgmt/cross-service-confused-deputy-prevention.html */
function principalOf({ construct, cluster }: LoadingWarehouse, { databaseUsers }: RedshiftLoads): iam.IPrincipal {
  const stack = Stack.of(construct);
  const arn = (resource: string, resourceName: string) => stack.formatArn({ service: 'redshift', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const account = { 'aws:SourceAccount': stack.account };
  if (cluster === undefined) {
    // the ARN of the namespace holds an id that exists only once the namespace does, which needs the role before
    const namespaces = stack.formatArn({ service: 'redshift-serverless', resource: 'namespace', resourceName: '*' });
    const conditions = { StringEquals: account, ArnLike: { 'aws:SourceArn': namespaces } };
    return new iam.CompositePrincipal(...['redshift', 'redshift-serverless'].map((service) => new iam.ServicePrincipal(`${service}.amazonaws.com`, { conditions })));
  }
  const users = databaseUsers?.map((user) => arn('dbuser', `${cluster}/${user}`));
  return new iam.ServicePrincipal('redshift.amazonaws.com', {
    conditions: {
      StringEquals: { ...account, ...(users ? { 'sts:ExternalId': users } : {}) },
      ArnLike: { 'aws:SourceArn': arn('cluster', cluster) },
    },
  });
}

function statements(scope: Construct, location: RedshiftLoadLocation, actions: string[], keyActions: string[]): iam.PolicyStatement[] {
  const { bucket, prefix = '' } = location;
  return [
    new iam.PolicyStatement({ actions, resources: [bucket.arnForObjects(`${prefix}*`)] }),
    new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn], conditions: { StringLike: { 's3:prefix': `${prefix}*` } } }),
    new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn] }),
    keyThrough(scope, 's3', keyOf(location)!, keyActions),
  ];
}

function keyOf({ bucket, encryptionKey }: RedshiftLoadLocation): kms.IKey | undefined {
  return encryptionKey ?? bucket.encryptionKey;
}

function check({ network, cluster }: LoadingWarehouse, { copyFrom = [], unloadTo = [], databaseUsers }: RedshiftLoads, problems: PropProblems): void {
  problems.when(copyFrom.length + unloadTo.length === 0, 'LOADS_EMPTY', () => '`copyFrom` and `unloadTo` are empty; name what is read or written');
  for (const [name, locations] of Object.entries({ copyFrom, unloadTo })) {
    locations.forEach((location, index) => {
      problems.when(keyOf(location) === undefined, 'LOAD_BUCKET_WITHOUT_KEY',
        () => `\`${name}[${index}]\` has no key, but loads are encrypted with one of yours; encrypt the bucket with a key of KMS, or pass \`encryptionKey\``);
      problems.when(/[*?]/.test(known(location.prefix) ?? ''), 'LOAD_PREFIX_INVALID',
        () => `\`${name}[${index}].prefix\` is ${quoted(location.prefix!)}, which holds wildcards; name what the files start with`);
    });
  }
  problems.when(databaseUsers?.length === 0, 'LOAD_USERS_EMPTY', () => '`databaseUsers` is empty, so that nobody could load; name the users, or leave it out');
  problems.when(databaseUsers !== undefined && cluster === undefined, 'LOAD_USERS_UNSUPPORTED',
    () => '`databaseUsers` is given, but Redshift Serverless does not tell the user to IAM; leave it out and grant ASSUMEROLE in SQL');
  // https://docs.aws.amazon.com/redshift/latest/dg/r_names.html
  databaseUsers?.forEach((user, index) => problems.when(!/^[^*?\s/:]{1,127}$/.test(known(user) ?? 'token'), 'LOAD_USER_INVALID',
    () => `\`databaseUsers[${index}]\` is ${quoted(user)}, 1 to 127 characters without wildcards, blanks, slashes and colons are allowed; name one`));
  problems.when(network instanceof TieredNetwork && !hasWayToS3(network), 'LOADS_WITHOUT_WAY_TO_S3',
    () => 'the network has no interface endpoint for S3, through which loads stay in the VPC: the gateway endpoint serves the app subnets only; '
      + 'put PrivateEndpoint.s3Interface() in place of PrivateEndpoint.s3() into its `endpoints`');
}

function hasWayToS3(network: TieredNetwork): boolean {
  return network.node.tryFindChild('S3Endpoint') instanceof ec2.InterfaceVpcEndpoint;
}

/** Once for each warehouse; in other networks the way is the business of their owner. */
function openWay({ construct, network, securityGroup }: LoadingWarehouse): void {
  if (network instanceof TieredNetwork && construct.node.tryFindChild('ToEndpoints') === undefined) {
    network._admitToEndpoints(construct, securityGroup);
  }
}
