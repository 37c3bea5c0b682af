import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ActivityStreamSource } from '../../../src/databases/activity-stream/activity-stream-source';
import { DatabaseActivityStream } from '../../../src/databases/activity-stream/database-activity-stream';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_POSTGRESQL, ENV, POSTGRES, SQL_SERVER } from '../../support/fixtures';

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[]; readonly Resource: unknown }[];
}

const BOUNDARY = 'arn:aws:iam::111111111111:policy/boundary';

/** Every kind of store with every role that it can have. */
const stack = new Stack(new App(), 'Data', { env: ENV });
const network = new TieredNetwork(stack, 'Network', { natGateways: 1 });
const orders = new SecureRdsInstance(stack, 'Orders', { network, engine: POSTGRES, engineOptions: { proxy: {} } });
const carts = new SecureAuroraCluster(stack, 'Carts', { network, engine: AURORA_POSTGRESQL, engineOptions: { proxy: {} } });
new SecureRdsInstance(stack, 'Ledger', { network, engine: SQL_SERVER, engineOptions: { auditBucket: s3.Bucket.fromBucketName(stack, 'Audits', 'audits') } });
new DatabaseActivityStream(stack, 'Stream', { network, source: ActivityStreamSource.cluster(carts) });
const app = new iam.Role(stack, 'App', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
[orders, carts].forEach(({ grants }) => grants.connect(app, 'shop'));
iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', BOUNDARY));
const template = Template.fromStack(stack);

const ofType = <T>(type: string) => Object.entries(template.findResources(type)) as unknown as [string, { readonly Properties: T }][];

test('a permissions boundary reaches every role that the stores make', () => {
  const roles = ofType<{ readonly PermissionsBoundary?: string }>('AWS::IAM::Role');
  expect(roles.length).toBeGreaterThan(6);
  expect(roles.filter(([, { Properties }]) => Properties.PermissionsBoundary !== BOUNDARY).map(([id]) => id)).toEqual([]);
});

test('roles of services trust them for this account only', () => {
  const trusts = ofType<{ readonly AssumeRolePolicyDocument: Policy }>('AWS::IAM::Role').filter(([id]) => /^(Orders|Carts|Ledger)/.test(id));
  const open = trusts.filter(([, { Properties }]) => !JSON.stringify(Properties.AssumeRolePolicyDocument).includes('aws:SourceAccount'));
  expect(open.map(([id]) => id)).toEqual([]);
  expect(trusts.length).toBeGreaterThan(4);
});

test('no right on a key or a secret names all of them', () => {
  const statements = ofType<{ readonly PolicyDocument: Policy }>('AWS::IAM::ManagedPolicy').flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const sensitive = statements.filter(({ Action }) => /(kms|secretsmanager|rds-db):/.test(JSON.stringify(Action)));
  expect(sensitive.length).toBeGreaterThan(4);
  expect(sensitive.filter(({ Action, Resource }) => /\*/.test(JSON.stringify(Action)) || /\*/.test(JSON.stringify(Resource)))).toEqual([]);
});
