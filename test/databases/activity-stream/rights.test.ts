import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ActivityStreamSource } from '../../../src/databases/activity-stream/activity-stream-source';
import { DatabaseActivityStream } from '../../../src/databases/activity-stream/database-activity-stream';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_POSTGRESQL } from '../../support/fixtures';
import { decide, IamRequest, plain, PolicyJson } from '../../support/iam-simulator';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const STREAM = 'aws-rds-das-orders';

/** What each logical id comes to; the cluster is named like its resource id here. */
const VALUES: readonly (readonly [RegExp, string])[] = [[/^AuditEncryptionKey/, KEY], [/^OrdersCluster[0-9A-F]/, 'orders'], [/^AuditStarted/, STREAM]];

interface Policy {
  readonly Type: string;
  readonly Properties: { readonly Description?: string; readonly PolicyDocument: PolicyJson };
}

let rights: Record<'function' | 'reader', PolicyJson>;
beforeAll(() => {
  const stack = new Stack(new App(), 'Shop');
  const network = new TieredNetwork(stack, 'Network', { endpoints: [...PrivateEndpoint.needed(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.RDS)] });
  const store = new SecureAuroraCluster(stack, 'Orders', { network, engine: AURORA_POSTGRESQL });
  const stream = new DatabaseActivityStream(stack, 'Audit', { network, source: ActivityStreamSource.cluster(store) });
  stream.grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Policy> };
  const values = Object.fromEntries(Object.keys(Resources).map((id) => [id, VALUES.find(([pattern]) => pattern.test(id))?.[1] ?? `arn:aws:none:::${id}`]));
  const policy = (description: string) => {
    const [{ Properties }] = Object.values(Resources).filter(({ Type, Properties: { Description } }) => Type === 'AWS::IAM::ManagedPolicy' && Description === description);
    return plain(Properties.PolicyDocument, values);
  };
  rights = { function: policy('Starts the activity stream of Shop/Audit'), reader: policy('Databases that Shop/Reader connects to') };
});

const cluster = (name: string) => `arn:aws:rds:eu-west-1:111122223333:cluster:${name}`;
const VIA_RDS = { 'kms:ViaService': 'rds.eu-west-1.amazonaws.com' };

type Case = [who: 'function' | 'reader', action: string, resource: string, context: IamRequest['context']];
const NONE = {};

/** IAM alone decides here, as the default statement of the key policy says. */
function decided([who, action, resource, context]: Case): ReturnType<typeof decide> {
  const admits = { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }] };
  return decide({
    principal: `arn:aws:iam::111122223333:role/${who}`,
    action,
    resource,
    context,
    policies: [rights[who]],
    resourcePolicy: resource === KEY ? admits : undefined,
  });
}

test.each<Case>([
  ['function', 'rds:StartActivityStream', cluster('orders'), NONE],
  ['function', 'rds:DescribeDBClusters', cluster('orders'), NONE],
  ['function', 'kms:DescribeKey', KEY, VIA_RDS],
  ['function', 'kms:CreateGrant', KEY, { ...VIA_RDS, 'kms:GrantIsForAWSResource': 'true' }],
  ['reader', 'kinesis:GetRecords', `arn:aws:kinesis:eu-west-1:111122223333:stream/${STREAM}`, NONE],
  ['reader', 'kms:Decrypt', KEY, { 'kms:EncryptionContext:aws:rds:dbc-id': 'orders' }],
])('the %s may %s on %s', async (who, action, resource, context) => {
  await expect(decided([who, action, resource, context])).resolves.toBe('Allowed');
});

test.each<Case>([
  // nobody ends the audit by the function
  ['function', 'rds:StopActivityStream', cluster('orders'), NONE],
  ['function', 'rds:StartActivityStream', cluster('carts'), NONE],
  ['function', 'rds:ModifyDBCluster', cluster('orders'), NONE],
  ['function', 'kms:CreateGrant', KEY, VIA_RDS],
  ['function', 'kms:CreateGrant', KEY, { 'kms:GrantIsForAWSResource': 'true' }],
  ['function', 'kms:Decrypt', KEY, VIA_RDS],
  ['function', 'kinesis:GetRecords', `arn:aws:kinesis:eu-west-1:111122223333:stream/${STREAM}`, NONE],
  ['reader', 'kinesis:GetRecords', 'arn:aws:kinesis:eu-west-1:111122223333:stream/aws-rds-das-carts', NONE],
  ['reader', 'kinesis:PutRecord', `arn:aws:kinesis:eu-west-1:111122223333:stream/${STREAM}`, NONE],
  ['reader', 'kms:Decrypt', KEY, { 'kms:EncryptionContext:aws:rds:dbc-id': 'carts' }],
  ['reader', 'kms:Decrypt', KEY, NONE],
])('the %s may not %s on %s (%j)', async (who, action, resource, context) => {
  await expect(decided([who, action, resource, context])).resolves.toBe('ImplicitlyDenied');
});
