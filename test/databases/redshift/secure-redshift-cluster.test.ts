import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { RedshiftAuditLog } from '../../../src/databases/redshift/redshift-audit-log';
import { RedshiftTls } from '../../../src/databases/redshift/redshift-props';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { SecureRedshiftServerless } from '../../../src/databases/redshift/secure-redshift-serverless';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { ENV, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';
import { templateOf } from '../../support/unsynthesized';

const BUCKET_KEY = 'arn:aws:kms:eu-west-1:111111111111:key/1';
const AGNOSTIC = [Waiver.of(Safeguard.HIGH_AVAILABILITY, 'the stack may go anywhere')];

describe('a cluster that loads, logs to a bucket, copies its snapshots and speaks FIPS', () => {
  let template: Template;
  let network: Template;

  beforeAll(() => {
    const app = new App();
    const networkStack = new Stack(app, 'Network', { env: ENV });
    const stack = new Stack(app, 'Data', { env: ENV });
    const tiers = new TieredNetwork(networkStack, 'Network', { endpoints: [PrivateEndpoint.s3Interface()] });
    const warehouse = new SecureRedshiftCluster(stack, 'Warehouse', {
      network: tiers,
      naming: { identifier: 'sales' },
      auditLog: RedshiftAuditLog.s3(),
      tls: RedshiftTls.FIPS,
      recovery: { copyTo: { region: 'eu-central-1', grantName: 'dr', retention: Duration.days(3) } },
    });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', BUCKET_KEY);
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Landing', { bucketName: 'landing', encryptionKey });
    warehouse.addLoadRole('Loads', { copyFrom: [{ bucket, prefix: 'orders/' }], databaseUsers: ['loader'] });
    warehouse.addLoadRole('Unloads', { unloadTo: [{ bucket, prefix: 'reports/' }] });
    warehouse.grants.connect(new iam.Role(stack, 'Dashboards', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }), 'dashboards', ['analysts']);
    new DeletionGuard(stack, 'Guard', { stores: [warehouse] });
    template = templateOf(stack);
    network = templateOf(networkStack);
  });

  test('requires TLS with validated cryptography, and logs each statement', () => {
    template.hasResourceProperties('AWS::Redshift::ClusterParameterGroup', {
      Parameters: [
        { ParameterName: 'require_ssl', ParameterValue: 'true' },
        { ParameterName: 'use_fips_ssl', ParameterValue: 'true' },
        { ParameterName: 'enable_user_activity_logging', ParameterValue: 'true' },
      ],
    });
  });

  test('admits Redshift to the bucket of the log for this cluster alone', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'AuditLog',
          Action: 's3:PutObject',
          Principal: { Service: 'redshift.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':redshift:eu-west-1:111111111111:cluster:sales']] } } },
        })]),
      },
    });
    template.hasResourceProperties('AWS::Redshift::Cluster', { LoggingProperties: { LogDestinationType: 's3', S3KeyPrefix: 'redshift/' } });
  });

  test('copies its snapshots with the grant, and carries both roles', () => {
    template.hasResourceProperties('AWS::Redshift::Cluster', {
      DestinationRegion: 'eu-central-1', SnapshotCopyGrantName: 'dr', SnapshotCopyRetentionPeriod: 3, IamRoles: [Match.anyValue(), Match.anyValue()],
    });
  });

  test('loads with one user, one prefix and one key', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111111111111', 'sts:ExternalId': [Match.objectLike({ 'Fn::Join': Match.anyValue() })] },
            ArnLike: { 'aws:SourceArn': Match.anyValue() },
          },
        })],
      },
    });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::landing/orders/*']] } }),
          Match.objectLike({ Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': 'orders/*' } } }),
          Match.objectLike({ Action: 's3:GetBucketLocation' }),
          Match.objectLike({ Action: 'kms:Decrypt', Resource: BUCKET_KEY, Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } } }),
        ],
      },
    });
  });

  test('opens one way, to the endpoint for S3', () => {
    template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupEgress', { Description: 'Data store to VPC endpoints', FromPort: 443, ToPort: 443 }, 1);
    network.resourcePropertiesCountIs('AWS::EC2::NetworkAclEntry', { Egress: true, PortRange: { From: 443, To: 443 } }, 3);
    network.resourcePropertiesCountIs('AWS::EC2::NetworkAclEntry', { Egress: false, PortRange: { From: 1024, To: 65535 } }, 3);
  });

  test('lets a role in as one user, in one group', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'redshift:GetClusterCredentials' }), Match.objectLike({ Action: 'redshift:JoinGroup' })] },
    });
  });

  test('its guard denies the deletion of the cluster and of its snapshots', () => {
    const text = JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'));
    expect(text).toContain('redshift:DeleteCluster');
    expect(text).toContain(':snapshot:sales/*');
  });
});

describe('refused logins raise an alarm', () => {
  const METRIC = 'AWS::Logs::MetricFilter';
  const build = (create: (stack: Stack, network: TieredNetwork) => unknown): Template => {
    const { dataStack, network } = twoStacks(ENV);
    create(dataStack, network);
    return templateOf(dataStack);
  };

  test.each<[string, (stack: Stack, network: TieredNetwork) => unknown]>([
    ['cluster', (stack, network) => new SecureRedshiftCluster(stack, 'Warehouse', { network, naming: { identifier: 'sales' } })],
    ['workgroup', (stack, network) => new SecureRedshiftServerless(stack, 'Warehouse', { network, naming: { identifier: 'sales' } })],
  ])('of a %s, by its connection log', (_kind, create) => {
    const template = build(create);
    template.hasResourceProperties(METRIC, {
      FilterPattern: '"authentication failure"',
      LogGroupName: { Ref: Match.stringLikeRegexp('^WarehouseLogconnectionlog') },
      MetricTransformations: [Match.objectLike({ MetricName: 'RefusedLogins-sales' })],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'RefusedLogins-sales',
      Threshold: 10,
      AlarmDescription: 'Data/Warehouse: 10 or more logins were refused within five minutes; somebody guesses passwords, or an application has lost its own; '
        + 'look in the connection log for their addresses',
    });
  });

  test('but not where the log goes to a bucket, or the alarms are waived', () => {
    build((stack, network) => new SecureRedshiftCluster(stack, 'Warehouse', { network, auditLog: RedshiftAuditLog.s3() })).resourceCountIs(METRIC, 0);
    const waivers = [Waiver.of(Safeguard.ALARMS, 'accepted for this test')];
    build((stack, network) => new SecureRedshiftCluster(stack, 'Warehouse', { network, waivers })).resourceCountIs(METRIC, 0);
  });
});

test('without a second zone it can be relocated, and without retention it leaves a snapshot', () => {
  const { dataStack, network } = twoStacks(ENV);
  new SecureRedshiftCluster(dataStack, 'Warehouse', { network, waivers: [...AGNOSTIC, Waiver.of(Safeguard.RETENTION, 'loaded anew each night')] });
  templateOf(dataStack).hasResource('AWS::Redshift::Cluster', {
    DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot', Properties: { MultiAZ: false, AvailabilityZoneRelocation: true },
  });
});

test('in a stack without a region two zones are too few', () => {
  const { dataStack, network } = twoStacks();
  expect(thrown(() => new SecureRedshiftCluster(dataStack, 'Warehouse', { network }))).toBe(`SecureRedshiftCluster 'Data/Warehouse' cannot be created, 1 problem:
  DATA_TIER_IN_TOO_FEW_ZONES: \`network\` has its data tier in 2 Availability Zones, but a Multi-AZ cluster needs 3; add subnets, give the stack a region `
    + '(without one the CDK knows of two zones), or waive Safeguard.HIGH_AVAILABILITY for a cluster that can be relocated');
});

test('loads are refused without a way to S3, a key, or a place', () => {
  const { dataStack, network } = twoStacks(ENV);
  const warehouse = new SecureRedshiftServerless(dataStack, 'Warehouse', { network });
  const bucket = s3.Bucket.fromBucketName(dataStack, 'Bucket', 'landing');
  expect(thrown(() => warehouse.addLoadRole('Loads', { copyFrom: [{ bucket, prefix: '*' }], databaseUsers: ['loader'] })))
    .toBe(`Load role of 'Data/Warehouse/Loads' cannot be created, 4 problems:
  LOAD_BUCKET_WITHOUT_KEY: \`copyFrom[0]\` has no key, but loads are encrypted with one of yours; encrypt the bucket with a key of KMS, or pass \`encryptionKey\`
  LOAD_PREFIX_INVALID: \`copyFrom[0].prefix\` is '*', which holds wildcards; name what the files start with
  LOAD_USERS_UNSUPPORTED: \`databaseUsers\` is given, but Redshift Serverless does not tell the user to IAM; leave it out and grant ASSUMEROLE in SQL
  LOADS_WITHOUT_WAY_TO_S3: the network has no interface endpoint for S3, through which loads stay in the VPC: the gateway endpoint serves the app subnets only; `
      + 'put PrivateEndpoint.s3Interface() in place of PrivateEndpoint.s3() into its `endpoints`');
  expect(warehouse.node.tryFindChild('Loads')).toBeUndefined();
});

test('a named user of a workgroup, and one with a wildcard, are refused', () => {
  const { dataStack, network } = twoStacks(ENV);
  const warehouse = new SecureRedshiftServerless(dataStack, 'Warehouse', { network });
  const role = new iam.Role(dataStack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  expect(thrown(() => warehouse.grants.connect(role, '*'))).toBe(`Grant on 'Data/Warehouse/connect('*')' cannot be created, 2 problems:
  DATABASE_USER_INVALID: \`databaseUser\` is '*', 1 to 64 characters without wildcards, blanks, slashes and colons are allowed; name one
  DATABASE_USER_UNSUPPORTED: Redshift Serverless knows no credentials for a named user; use \`connectByOwnName\``);
  warehouse.grants.connectByOwnName(role);
  templateOf(dataStack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [Match.objectLike({ Action: 'redshift-serverless:GetCredentials' })] },
  });
});

describe.each([['cn-northwest-1', 'aws-cn'], ['us-gov-east-1', 'aws-us-gov']])('in %s', (region, partition) => {
  let stacks: TwoStacks;
  let cluster: SecureRedshiftCluster;
  let text: string;
  beforeAll(() => {
    stacks = twoStacks({ account: '111111111111', region });
    const network = new TieredNetwork(stacks.networkStack, 'Wide', { endpoints: [PrivateEndpoint.s3Interface()] });
    const encryptionKey = kms.Key.fromKeyArn(stacks.dataStack, 'Key', `arn:${partition}:kms:${region}:111111111111:key/1`);
    const bucket = s3.Bucket.fromBucketAttributes(stacks.dataStack, 'Landing', { bucketName: 'landing', encryptionKey });
    cluster = new SecureRedshiftCluster(stacks.dataStack, 'Warehouse', {
      network, naming: { identifier: 'sales' }, auditLog: RedshiftAuditLog.s3(), waivers: AGNOSTIC,
    });
    const serverless = new SecureRedshiftServerless(stacks.dataStack, 'Serverless', { network });
    [cluster, serverless].forEach((warehouse) => warehouse.addLoadRole('Loads', { copyFrom: [{ bucket }] }));
    new DeletionGuard(stacks.dataStack, 'Guard', { stores: [cluster, serverless] });
    text = JSON.stringify(templateOf(stacks.dataStack).toJSON());
  });

  test('no ARN names the partition of other regions', () => {
    expect(text).not.toContain('arn:aws:');
    expect(JSON.stringify(stacks.dataStack.resolve(cluster.storeArns[0]))).toContain(`{"Ref":"AWS::Partition"},":redshift:${region}:111111111111:cluster:sales"`);
  });

  test('keys are used through the services of the region', () => {
    expect(text).toContain(`"kms:ViaService":{"Fn::Join":["",["s3.${region}.",{"Ref":"AWS::URLSuffix"}]]}`);
  });

  test('Redshift itself writes the log', () => {
    expect(text).toContain('"Service":"redshift.amazonaws.com"');
  });
});
