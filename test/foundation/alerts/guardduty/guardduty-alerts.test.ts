import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Safeguard } from '../../../../src/core/safeguard';
import { Waiver } from '../../../../src/core/waiver';
import { AlertTopic } from '../../../../src/foundation/alerts/alert-topic';
import { FindingExport } from '../../../../src/foundation/alerts/guardduty/finding-export';
import { GuardDutyAlerts } from '../../../../src/foundation/alerts/guardduty/guardduty-alerts';
import { GuardDutyAlertsProps } from '../../../../src/foundation/alerts/guardduty/guardduty-alerts-props';
import { GuardDutyDetector } from '../../../../src/foundation/alerts/guardduty/guardduty-detector';
import { GuardDutyProtection } from '../../../../src/foundation/alerts/guardduty/guardduty-protection';
import { ByDesign } from '../../../../src/packs/by-design';
import { matchesEvent, messageOf } from '../../../support/event-pattern';
import { call } from '../../../support/events/cloudtrail';
import { BRUTE_FORCE, EC2_CALL, finding, KMS_CALL } from '../../../support/events/guardduty';
import { findingsOf, listed } from '../../../support/findings';
import { ENV } from '../../../support/fixtures';
import { nagFindings } from '../../../support/nag-findings';
import { thrown } from '../../../support/thrown';

function stackOf(props: GuardDutyAlertsProps | ((stack: Stack) => GuardDutyAlertsProps) = {}): Stack {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new GuardDutyAlerts(stack, 'GuardDuty', typeof props === 'function' ? props(stack) : props);
  return stack;
}

const created = Template.fromStack(stackOf((stack) => ({
  detector: GuardDutyDetector.create(),
  topics: { database: new AlertTopic(stack, 'Dba', { emails: ['dba@example.com'] }).topic },
})));

interface EventRule {
  readonly Description: string;
  readonly EventPattern: Record<string, unknown>;
  readonly Targets: { readonly Arn: { Ref: string }; readonly InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string } }[];
}
const RULES = Object.values(created.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as EventRule);

/** Where an event goes: the topics of the rules that match. */
function goesTo(event: unknown): string[] {
  return RULES.filter(({ EventPattern }) => matchesEvent(EventPattern, event)).map(({ Targets }) => Targets[0].Arn.Ref.replace(/^GuardDuty|AlertsTopic.*|Topic.*/g, '')).sort();
}

test.each([
  [1, ['Low']], [2, ['Low']], [3.9, ['Low']], [4, ['Medium']], [5.5, ['Medium']], [6.9, ['Medium']], [7, ['High']], [8.9, ['High']], [9, ['Critical']], [10, ['Critical']],
])('a finding of severity %d goes to the topic of its level alone', (severity, topics) => {
  expect(goesTo(finding(severity, 'Recon:EC2/PortProbeUnprotectedPort'))).toEqual(topics);
});

test.each([
  ['a login to a database', BRUTE_FORCE, ['Dba', 'High']],
  ['a call of KMS', KMS_CALL, ['Dba', 'Medium']],
  ['a call of EC2', EC2_CALL, ['Medium']],
  ['a probe of a port', finding(5, 'Recon:EC2/PortProbeUnprotectedPort'), ['Medium']],
  ['a type that only names RDS', finding(5, 'Recon:EC2/RDS'), ['Medium']],
])('%s goes to the database team, if it is theirs', (_name, event, topics) => {
  expect(goesTo(event)).toEqual(topics);
});

test.each([
  ['the detector is deleted', call('guardduty', 'DeleteDetector'), ['Critical']],
  ['the detector is suspended', call('guardduty', 'UpdateDetector', { requestParameters: { enable: false } }), ['Critical']],
  ['a filter is created', call('guardduty', 'CreateFilter'), ['Critical']],
  ['an address is trusted', call('guardduty', 'CreateIPSet'), ['Critical']],
  ['somebody reads findings', call('guardduty', 'GetFindings'), []],
  ['a detector of another service', call('lookoutmetrics', 'DeleteDetector'), []],
])('tampering: %s', (_name, event, topics) => {
  expect(goesTo(event)).toEqual(topics);
});

test('a finding reads as a person would want it', () => {
  const rule = RULES.find(({ Description }) => Description.includes('high'))!;
  expect(messageOf(rule.Targets[0].InputTransformer, BRUTE_FORCE)).toEqual([
    'GuardDuty finding, high severity (8): A user logged in to an RDS database in an anomalous way.',
    'What happened: User dba logged in to orders-db from 198.51.100.7 in an unusual way.',
    'Finding type: CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce, seen 3 times, first 2026-11-20T11:00:00.000Z, last 2026-11-20T11:05:00.000Z',
    'Which: RDSDBInstance (database: orders-db, cluster: orders, host: , access key of: ; empty: not concerned)',
    'Database user (empty: not concerned): dba',
    'Call (empty: none):   ',
    'From where (empty: unknown): 198.51.100.7',
    'In: account 111122223333, region eu-west-1',
    'What to do: Treat the resource as compromised: cut it off, replace its credentials, look what else they reached. '
      + 'Open GuardDuty in that region and search for finding 16afba5c5c43e07c9e3e5e2e544e95df.',
  ]);
});

test('tampering reads as who, what, when and from where', () => {
  const rule = RULES.find(({ Description }) => Description.includes('blind'))!;
  expect(messageOf(rule.Targets[0].InputTransformer, call('guardduty', 'DeleteDetector', { requestParameters: { detectorId: 'd1' } }))).toEqual([
    'Somebody called DeleteDetector, which changes what GuardDuty sees or tells',
    'Who: arn:aws:sts::111122223333:assumed-role/Administrator/maria (AssumedRole, MFA: false)',
    'What: DeleteDetector with {"detectorId":"d1"}',
    'When: 2026-11-20T09:10:11Z',
    'From where: 198.51.100.7 with aws-cli/2.31.0',
    'In: account 111122223333, region eu-west-1',
    'Result (empty: it succeeded):  ',
    'What to do: If this was no planned change, undo it and treat the credentials as stolen; attackers switch detection off before they act.',
  ]);
});

test('the detector has every protection, with its agents, and outlives the stack', () => {
  created.hasResource('AWS::GuardDuty::Detector', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      Enable: true,
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Features: ['RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS', 'LAMBDA_NETWORK_LOGS', 'EKS_AUDIT_LOGS', 'EBS_MALWARE_PROTECTION'].map((Name): object => ({ Name, Status: 'ENABLED' })).concat({
        Name: 'RUNTIME_MONITORING',
        Status: 'ENABLED',
        AdditionalConfiguration: ['EKS_ADDON_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EC2_AGENT_MANAGEMENT'].map((Name) => ({ Name, Status: 'ENABLED' })),
      }),
    },
  });
});

const adopted = stackOf();
const adopting = Template.fromStack(adopted);

test('by default a function adopts the detector or creates it', () => {
  const [{ Properties }] = Object.values(adopting.findResources('Custom::GuardDutyDetector'));
  expect(JSON.parse(Properties.Declaration)).toMatchObject({ frequency: 'FIFTEEN_MINUTES', features: expect.arrayContaining([{ name: 'RDS_LOGIN_EVENTS', agents: [] }]) as unknown });
  adopting.resourceCountIs('AWS::GuardDuty::Detector', 0);
  adopting.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 1, DeadLetterConfig: Match.anyValue(), LoggingConfig: Match.anyValue() });
  adopting.resourceCountIs('AWS::IAM::Policy', 0);
  expect(listed(findingsOf(adopted).filter(({ resource }) => resource.type !== 'AWS::SNS::Topic'), 'fail', 'unknown')).toEqual([]);
});

test('the function that adopts cannot stand in a VPC and names no detector yet: that is all that cdk-nag objects to', () => {
  expect(nagFindings(adopted).filter((rule) => !/SNSRedrivePolicy|SQSRedrivePolicy/.test(rule))).toEqual([
    'AwsSolutions-IAM5[Resource::*]',
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:guardduty:eu-west-1:111111111111:detector/*]',
    'HIPAA.Security-LambdaInsideVPC',
    'NIST.800.53.R4-LambdaInsideVPC',
    'NIST.800.53.R5-LambdaInsideVPC',
    'PCI.DSS.321-LambdaInsideVPC',
  ]);
});

test('an organization is asked for in the words of the API, with the rights that it takes', () => {
  const template = Template.fromStack(stackOf({ detector: GuardDutyDetector.createOrAdopt({ administratorAccount: '222222222222', enrolsEveryAccount: true }) }));
  const [{ Properties }] = Object.values(template.findResources('Custom::GuardDutyDetector'));
  expect(JSON.parse(Properties.Declaration)).toMatchObject({ administrator: '222222222222', autoEnable: 'ALL' });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AppointAdministrator', Action: Match.arrayWith(['organizations:RegisterDelegatedAdministrator']) })]) },
  });
});

test('suppressions, lists and an export belong to a detector that somebody else owns', () => {
  const template = Template.fromStack(stackOf((stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    return {
      detector: GuardDutyDetector.existing('0123456789abcdef0123456789abcdef'),
      updateFrequency: Duration.hours(6),
      suppressions: [{ name: 'scanner', reason: 'our scanner probes every port on Mondays', criteria: { type: ['Recon:EC2/PortProbeUnprotectedPort'] } }],
      trustedAddresses: { name: 'offices', bucket, objectKey: 'trusted.txt' },
      threatLists: [{ name: 'feed', bucket, objectKey: 'feed.csv', format: 'OTX_CSV' }],
      findingExport: FindingExport.to(bucket),
    };
  }));
  const DetectorId = '0123456789abcdef0123456789abcdef';
  template.hasResourceProperties('AWS::GuardDuty::Filter', {
    DetectorId,
    Action: 'ARCHIVE',
    Name: 'scanner',
    Description: 'our scanner probes every port on Mondays',
    Rank: 1,
    FindingCriteria: { Criterion: { type: { Eq: ['Recon:EC2/PortProbeUnprotectedPort'] } } },
  });
  template.hasResourceProperties('AWS::GuardDuty::IPSet', { DetectorId, Activate: true, Format: 'TXT', Name: 'offices' });
  template.hasResourceProperties('AWS::GuardDuty::ThreatIntelSet', { DetectorId, Activate: true, Format: 'OTX_CSV', Name: 'feed' });
  template.hasResource('AWS::GuardDuty::PublishingDestination', {
    Properties: { DetectorId, DestinationType: 'S3' }, DependsOn: Match.arrayWith([Match.stringLikeRegexp('BucketPolicy')]),
  });
  const SourceArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:guardduty:eu-west-1:111111111111:detector/${DetectorId}`]] };
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 's3:PutObject', Condition: { StringEquals: { 'aws:SourceAccount': '111111111111', 'aws:SourceArn': SourceArn } } })]) },
  });
  template.resourceCountIs('AWS::GuardDuty::Detector', 0);
});

test.each([['cn-north-1', 'RUNTIME_MONITORING'], ['ap-east-2', 'RDS_LOGIN_EVENTS']])('in %s nothing asks for %s, which is not offered there', (region, missing) => {
  const inRegion = (props: GuardDutyAlertsProps) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region } });
    new GuardDutyAlerts(stack, 'GuardDuty', { detector: GuardDutyDetector.create(), ...props });
    return Template.fromStack(stack);
  };
  const [{ Properties }] = Object.values(inRegion({}).findResources('AWS::GuardDuty::Detector'));
  const names = (Properties.Features as { readonly Name: string }[]).map(({ Name }) => Name);
  expect(names).toHaveLength(GuardDutyProtection.all.length - 1);
  expect(names).not.toContain(missing);
  expect(thrown(() => inRegion({ protections: GuardDutyProtection.all }))).toBe(
    "GuardDutyAlerts 'Stack/GuardDuty' cannot be created, 1 problem:\n"
    + `  PROTECTION_UNAVAILABLE: \`protections\` has ${missing}, which GuardDuty does not offer in ${region}; leave it out there`);
});

test('a bucket of its own for findings is encrypted, private and kept, and GuardDuty waits for its policy', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const alerts = new GuardDutyAlerts(stack, 'GuardDuty', { detector: GuardDutyDetector.create(), findingExport: FindingExport.newBucket() });
  const template = Template.fromStack(stack);
  const Ref = stack.getLogicalId(alerts.exportBucket!.node.defaultChild as s3.CfnBucket);
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(alerts.encryptionKey!.keyArn) } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    },
  });
  template.hasResource('AWS::GuardDuty::PublishingDestination', {
    Properties: { DestinationProperties: { DestinationArn: { 'Fn::GetAtt': [Ref, 'Arn'] }, KmsKeyArn: stack.resolve(alerts.encryptionKey!.keyArn) } },
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('FindingsBucketPolicy')]),
  });
  ByDesign.acknowledge(stack.node.root);
  stack.node.root.node.validate();
  expect(nagFindings(stack)).toEqual([]);
});

test('topics of the caller are used as they are, and no key is made for none', () => {
  const template = Template.fromStack(stackOf((stack) => {
    const { topic } = new AlertTopic(stack, 'Team', { emails: ['team@example.com'] });
    return { detector: GuardDutyDetector.create(), topics: { low: topic, medium: topic, high: topic, critical: topic, database: topic } };
  }));
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.resourceCountIs('AWS::KMS::Key', 1);
});

test('findings about databases have a topic without being asked for, and nothing else goes there', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const { databaseTopic, topics } = new GuardDutyAlerts(stack, 'GuardDuty', { detector: GuardDutyDetector.create() });
  expect(topics).not.toContain(databaseTopic);
  const reached = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as EventRule)
    .filter(({ Targets }) => Targets.some(({ Arn }) => Arn.Ref === stack.resolve(databaseTopic!.topicArn).Ref));
  expect(reached.map(({ Description }) => Description)).toEqual(['GuardDuty findings about databases, their keys, secrets and backups']);
});

test('nobody is told when notifications are waived', () => {
  const template = Template.fromStack(stackOf({
    detector: GuardDutyDetector.create(), waivers: [Waiver.of(Safeguard.EVENT_NOTIFICATIONS, 'the security account collects all findings')],
  }));
  template.resourceCountIs('AWS::Events::Rule', 0);
  template.resourceCountIs('AWS::SNS::Topic', 0);
});

test('all problems are told at once', () => {
  const list = { name: 'a*', bucket: undefined as unknown as s3.IBucket, objectKey: '/x', format: 'CSV' };
  expect(thrown(() => stackOf({
    detector: GuardDutyDetector.existing('d1'),
    protections: [GuardDutyProtection.RDS, GuardDutyProtection.RDS],
    updateFrequency: Duration.minutes(30),
    suppressions: [{ name: 'x', reason: 'because', criteria: {} }],
    threatLists: [list],
  }))).toBe([
    "GuardDutyAlerts 'Stack/GuardDuty' cannot be created, 9 problems:",
    "  DETECTOR_INVALID: `detector` is 'd1', allowed are 32 hexadecimal digits; pass the id that `ListDetectors` shows",
    '  PROTECTION_REPEATED: `protections` names one twice; remove it',
    '  UPDATE_FREQUENCY_INVALID: `updateFrequency` is 30 minutes, allowed are 15, 60, 360; pass one of them',
    "  SUPPRESSION_NAME_INVALID: `suppressions[0].name` is 'x', allowed are 3 to 64 letters, digits, `.`, `_` or `-`; choose another name",
    "  SUPPRESSION_WITHOUT_REASON: `suppressions[0].reason` is 'because', 10 to 500 characters are needed; say why nobody needs to see these findings",
    '  SUPPRESSION_TOO_WIDE: `suppressions[0].criteria` needs `type`, and values for each attribute, else it hides more than it says; name the finding types',
    "  LIST_NAME_INVALID: `name` is 'a*', allowed are letters, digits, blanks, `-` or `_`; choose another name",
    "  LIST_KEY_INVALID: `objectKey` is '/x', allowed are object keys of at most 1024 characters, without a leading slash; correct it",
    "  LIST_FORMAT_UNKNOWN: `format` is 'CSV', allowed are TXT, STIX, OTX_CSV, ALIEN_VAULT, PROOF_POINT, FIRE_EYE; pass one of them",
  ].join('\n'));
});

test('an imported key cannot admit the publishers of own topics', () => {
  expect(thrown(() => stackOf((stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', 'arn:aws:kms:eu-west-1:111111111111:key/k1') })))).toBe(
    "GuardDutyAlerts 'Stack/GuardDuty' cannot be created, 1 problem:\n  KEY_NOT_AMENDABLE: `encryptionKey` is imported, its policy cannot be changed to admit the "
    + "publishers of the construct's own topics, and alerts would be lost without a trace; leave it out, or pass all five `topics`");
});

const NUMBER = Lazy.number({ produce: () => 15 });
const UNKNOWN = 'is only known at deployment (a token), but it decides what is built';
const SCANNER = { name: 'scanner', reason: 'our scanner probes every port on Mondays', criteria: { type: ['Recon:EC2/PortProbeUnprotectedPort'] } };
const elsewhere = (stack: Stack) => s3.Bucket.fromBucketAttributes(stack, 'Far', { bucketName: 'findings', region: 'us-west-2' });
const feed = (stack: Stack, name: string) => ({ name, bucket: s3.Bucket.fromBucketName(stack, name, 'lists'), objectKey: 'feed.txt' });
const TOO_WIDE = 'SUPPRESSION_TOO_WIDE: `suppressions[0].criteria` needs `type`, and values for each attribute, else it hides more than it says; name the finding types';

test.each<[string, (stack: Stack) => GuardDutyAlertsProps]>([
  [`UPDATE_FREQUENCY_UNKNOWN: \`updateFrequency\` ${UNKNOWN}; pass a Duration`, () => ({ updateFrequency: Duration.minutes(NUMBER) })],
  [`SUPPRESSION_NAME_UNKNOWN: \`suppressions[0].name\` ${UNKNOWN}; pass plain text`, () => ({ suppressions: [{ ...SCANNER, name: Lazy.string({ produce: () => 'x' }) }] })],
  ["SUPPRESSION_REPEATED: `suppressions[1].name` is 'scanner', which another one has; give each its own", () => ({ suppressions: [SCANNER, SCANNER] })],
  ['SUPPRESSIONS_TOO_MANY: `suppressions` has 101 entries, at most 100 are allowed; merge some',
    () => ({ suppressions: Array.from({ length: 101 }, (_, index) => ({ ...SCANNER, name: `scanner-${index}` })) })],
  [TOO_WIDE, () => ({ suppressions: [{ ...SCANNER, criteria: { type: [''] } }] })],
  [TOO_WIDE, () => ({ suppressions: [{ ...SCANNER, criteria: { 'type': ['a'], 'resource.instanceDetails.tags.value': [] } }] })],
  ['THREAT_LISTS_TOO_MANY: `threatLists` has 7 entries, at most 6 are allowed; merge some', (stack) => ({ threatLists: Array.from({ length: 7 }, (_, index) => feed(stack, `feed${index}`)) })],
  ["LIST_REPEATED: `threatLists` has two lists of the name 'feed'; give each its own", (stack) => ({ threatLists: [feed(stack, 'feed'), { ...feed(stack, 'other'), name: 'feed' }] })],
  ["LIST_NAME_INVALID: `name` is ' ', allowed are letters, digits, blanks, `-` or `_`; choose another name", (stack) => ({ trustedAddresses: { ...feed(stack, 'a'), name: ' ' } })],
  ['FINDING_EXPORT_ELSEWHERE: `findingExport` lies in us-west-2, but the stack in eu-west-1; pass a bucket of the region of the stack', (stack) => ({ findingExport: FindingExport.to(elsewhere(stack)) })],
  ['HIGH_ELSEWHERE: `topics.high` lies in us-west-2, but the stack in eu-west-1; pass a topic of the region of the stack, or leave it out',
    (stack) => ({ topics: { high: sns.Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:us-west-2:111111111111:alerts') } })],
  ['DATABASE_FIFO: `topics.database` is a FIFO topic, to which neither people nor on-call services can subscribe; pass a standard topic, or leave it out',
    (stack) => ({ topics: { database: sns.Topic.fromTopicArn(stack, 'Fifo', 'arn:aws:sns:eu-west-1:111111111111:alerts.fifo') } })],
  ['PROTECTIONS_EMPTY: `protections` is empty; leave it out for all of them, or name what is needed', () => ({ protections: [] })],
  ["ADMINISTRATOR_INVALID: `administratorAccount` is '12', allowed are 12 digits; pass the id of an account of the organization",
    () => ({ detector: GuardDutyDetector.createOrAdopt({ administratorAccount: '12' }) })],
])('%s', (text, props) => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  expect(thrown(() => new GuardDutyAlerts(stack, 'GuardDuty', props(stack)))).toBe(`GuardDutyAlerts 'Stack/GuardDuty' cannot be created, 1 problem:\n  ${text}`);
  expect(stack.node.tryFindChild('GuardDuty')).toBeUndefined();
});

test('a list is read where its bucket is', () => {
  const template = Template.fromStack(stackOf((stack) => ({
    detector: GuardDutyDetector.existing('0123456789abcdef0123456789abcdef'), threatLists: [{ name: 'feed', bucket: elsewhere(stack), objectKey: 'feed.txt' }],
  })));
  template.hasResourceProperties('AWS::GuardDuty::ThreatIntelSet', {
    Location: { 'Fn::Join': ['', ['https://s3.us-west-2.', { Ref: 'AWS::URLSuffix' }, '/findings/feed.txt']] },
  });
});
