import { App, Aws, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { SnapshotExposure } from '../../../src/databases/snapshots/snapshot-exposure';
import { SnapshotExposureProps } from '../../../src/databases/snapshots/snapshot-exposure-props';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { thrown } from '../../support/thrown';

const { RDS, REDSHIFT } = ec2.InterfaceVpcEndpointAwsService;

function networkIn(stack: Stack, endpoints: PrivateEndpoint[] = [PrivateEndpoint.of(RDS)], natGateways?: number): TieredNetwork {
  return new TieredNetwork(stack, `Network${stack.node.children.length}`, { endpoints: [...PrivateEndpoint.needed(), ...endpoints], natGateways });
}

let stack: Stack;
let network: TieredNetwork;
beforeAll(() => {
  stack = new Stack(new App(), 'Shop');
  network = networkIn(stack);
});

describe('a watch with its own choices', () => {
  const own = new Stack(new App(), 'Shop');
  const watch = new SnapshotExposure(own, 'Snapshots', {
    network: networkIn(own, [PrivateEndpoint.of(RDS), PrivateEndpoint.of(REDSHIFT)]),
    trustedAccounts: ['111122223333', Aws.ACCOUNT_ID],
    redshift: {},
    every: Duration.minutes(15),
  });
  const template = Template.fromStack(own);

  test('runs as often as it is told, one run at a time', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(15 minutes)', Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue(), RetryPolicy: { MaximumRetryAttempts: 1 } })],
    });
    template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 1, Timeout: 600 });
  });

  test('is told whom to trust with what', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Function', {
      Properties: { Description: 'Looks at manual snapshots for Shop/Snapshots' },
    })) as { Properties: { Environment: { Variables: { SETTINGS: unknown } } } }[];
    expect(Properties.Environment.Variables.SETTINGS).toEqual({
      'Fn::Join': ['', [
        expect.stringMatching(/^\{"namespace":"HardenedDatabases\/Snapshots","watch":"[a-z0-9-]+","trusted":\["111122223333","$/), { Ref: 'AWS::AccountId' }, '"],"redshift":[]}',
      ]],
    });
  });

  test('may look at snapshots of its region, write its log, and nothing else', () => {
    const [{ Properties: { PolicyDocument: { Statement } } }] = Object.values(template.findResources('AWS::IAM::ManagedPolicy', {
      Properties: { Description: 'Looks at manual snapshots for Shop/Snapshots' },
    })) as { Properties: { PolicyDocument: { Statement: { Sid?: string; Action: string | string[]; Condition?: unknown; Resource: unknown }[] } } }[];
    expect(Statement.map(({ Sid, Action }) => [Sid, [Action].flat().length])).toEqual([
      ['Look', 5], ['Log', 2], ['FailedRuns', 1], [undefined, 2], ['Traces', 2], ['NetworkInterfaces', 6], ['NotFromWithin', 6],
    ]);
    expect(Statement[0]).toEqual({
      Sid: 'Look',
      Effect: 'Allow',
      Action: ['rds:DescribeDBSnapshots', 'rds:DescribeDBSnapshotAttributes', 'rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusterSnapshotAttributes',
        'redshift:DescribeClusterSnapshots'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } },
    });
    expect(JSON.stringify(Statement)).not.toContain('cloudwatch:');
  });

  test('reaches the endpoints only', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Looks at manual snapshots for Shop/Snapshots: reaches AWS endpoints, reached by nobody',
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '127.0.0.1/32' })],
    });
  });

  test.each([
    ['PublicSnapshots', 'Maximum', 'GreaterThanThreshold', 0, 1, 'ignore'],
    ['SnapshotsSharedWithStrangers', 'Maximum', 'GreaterThanThreshold', 0, 1, 'ignore'],
    ['RunsCutShort', 'Maximum', 'GreaterThanThreshold', 0, 1, 'ignore'],
    ['SnapshotsSeen', 'SampleCount', 'LessThanThreshold', 1, 2, 'breaching'],
  ])('has an alarm on %s', (MetricName, Statistic, ComparisonOperator, Threshold, EvaluationPeriods, TreatMissingData) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'HardenedDatabases/Snapshots',
      MetricName,
      Statistic,
      ComparisonOperator,
      Threshold,
      EvaluationPeriods,
      TreatMissingData,
      Period: 900,
      Dimensions: [{ Name: 'Watch', Value: Match.stringLikeRegexp('^[a-z0-9-]+$') }],
      AlarmActions: [Match.anyValue()],
    });
  });

  test('tells people what a public snapshot means, and what to do', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'PublicSnapshots',
      AlarmDescription: 'Shop/Snapshots: manual snapshots are public: everybody with an AWS account can restore them and read all data. Look for their names in the log of '
        + 'the function, remove `all` from their attribute `restore` at once, find out in CloudTrail who set it, and treat the data as leaked.',
    });
  });

  test('gives its metrics to dashboards', () => {
    expect(watch.metricPublicSnapshots({ label: 'public' })).toMatchObject({ metricName: 'PublicSnapshots', label: 'public', period: Duration.minutes(15) });
    expect(watch.metricSnapshotsSharedWithStrangers()).toMatchObject({ metricName: 'SnapshotsSharedWithStrangers', statistic: 'Maximum' });
  });
});

test.each<[string, PrivateEndpoint[], Partial<SnapshotExposureProps>]>([
  ['RDS', [], {}], ['Redshift', [PrivateEndpoint.of(RDS)], { redshift: {} }],
])('where no endpoint leads to %s, the function may go outwards', (_service, endpoints, props) => {
  const open = new Stack(new App(), 'Shop');
  new SnapshotExposure(open, 'Snapshots', { network: networkIn(open, endpoints, 1), ...props });
  Template.fromStack(open).hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupEgress: Match.arrayWith([Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 443, Description: 'HTTPS to AWS, where no endpoint leads there' })]),
  });
});

const HEAD = "SnapshotExposure 'Shop/Refused' cannot be created, 1 problem:\n  ";
const ACCOUNT = 'allowed are account ids of 12 digits; name each account by its id';
const EVERY = 'a whole number from 15 to 720 minutes is allowed; leave it out for an hour';

test.each<[string, Partial<SnapshotExposureProps>, string]>([
  ['an empty list', { trustedAccounts: [] }, 'ACCOUNTS_EMPTY: `trustedAccounts` is empty; leave it out when no account may have snapshots'],
  ['eleven digits', { trustedAccounts: ['111122223333', '11112222333'] }, `ACCOUNT_INVALID: \`trustedAccounts[1]\` is '11112222333', ${ACCOUNT}`],
  ['everybody', { trustedAccounts: ['all'] }, `ACCOUNT_INVALID: \`trustedAccounts[0]\` is 'all', ${ACCOUNT}`],
  ['14 minutes', { every: Duration.minutes(14) }, `EVERY_OUT_OF_RANGE: \`every\` is 14 minutes, ${EVERY}`],
  ['721 minutes', { every: Duration.minutes(721) }, `EVERY_OUT_OF_RANGE: \`every\` is 721 minutes, ${EVERY}`],
  ['half minutes', { every: Duration.seconds(930) }, `EVERY_OUT_OF_RANGE: \`every\` is 15.5 minutes, ${EVERY}`],
  ['a time that only deployment knows', { every: Duration.minutes(Lazy.number({ produce: () => 60 })) },
    'EVERY_UNKNOWN: `every` is only known at deployment (a token), but it decides what is built; pass a Duration of whole minutes'],
  ['Redshift without an endpoint', { redshift: {} },
    'ENDPOINT_MISSING: the network has neither an endpoint for redshift nor NAT gateways, so that the function could not call it; '
    + 'add PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT) to its `endpoints`'],
])('%s is refused', (_what, props, message) => {
  const before = stack.node.findAll().length;
  expect(thrown(() => new SnapshotExposure(stack, 'Refused', { network, ...props }))).toBe(HEAD + message);
  expect(stack.node.findAll()).toHaveLength(before);
});

test.each([15, 720])('a run every %p minutes is accepted', (minutes) => {
  expect(() => new SnapshotExposure(stack, `Every${minutes}`, { network, every: Duration.minutes(minutes) })).not.toThrow();
});

test('a network of another stage is refused', () => {
  const other = new Stack(new Stage(stack.node.root, 'Live'), 'Network');
  expect(thrown(() => new SnapshotExposure(stack, 'Refused', { network: networkIn(other) }))).toBe(
    `${HEAD}NETWORK_IN_OTHER_STAGE: the network 'Live/Network/Network0' belongs to another stage, whose resources cannot be referenced; create both in the same stage`);
});
