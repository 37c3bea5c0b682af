import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { quoted } from '../../../src/core/check-props';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { IndexReferences, OpenSearchMultiAz, SecureOpenSearchDomainProps } from '../../../src/databases/opensearch/opensearch-props';
import { SecureOpenSearchDomain } from '../../../src/databases/opensearch/secure-opensearch-domain';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { DataKey } from '../../../src/foundation/data-key';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { findingsOf, listed } from '../../support/findings';
import { ENV, TwoStacks, twoStacks } from '../../support/fixtures';
import { decide, plain, PolicyJson } from '../../support/iam-simulator';
import { thrown } from '../../support/thrown';
import { templateOf } from '../../support/unsynthesized';

const DOMAIN = 'AWS::OpenSearchService::Domain';
const VERSION = opensearch.EngineVersion.OPENSEARCH_3_1;
const ACCOUNT = ENV.account!;
const ARN = `arn:aws:es:eu-west-1:${ACCOUNT}:domain/logs`;

function domain({ dataStack, network }: TwoStacks, props: Partial<SecureOpenSearchDomainProps> = {}): SecureOpenSearchDomain {
  return new SecureOpenSearchDomain(dataStack, 'Logs', { network, version: VERSION, domainName: 'logs', ...props });
}

interface Resource {
  readonly DeletionPolicy?: string;
  readonly UpdatePolicy?: object;
  readonly DependsOn?: readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

const first = (template: Template, type: string) => Object.values(template.findResources(type))[0] as unknown as Resource;

describe('a domain with default properties', () => {
  let template: Template;
  let store: SecureOpenSearchDomain;
  beforeAll(() => {
    const stacks = twoStacks();
    store = domain(stacks);
    template = Template.fromStack(stacks.dataStack);
  });

  test.each<[string, Record<string, unknown>]>([
    ['encrypts its storage with its own key', { EncryptionAtRestOptions: { Enabled: true, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('LogsEncryptionKey'), 'Arn'] } } }],
    ['encrypts the traffic between nodes', { NodeToNodeEncryptionOptions: { Enabled: true } }],
    ['asks clients for TLS with forward secrecy', { DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' } }],
    ['has a role as its master, and no internal users', {
      AdvancedSecurityOptions: {
        Enabled: true,
        InternalUserDatabaseEnabled: false,
        MasterUserOptions: { MasterUserARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('LogsMasterRole'), 'Arn'] } },
      },
    }],
    ['lets requests name indices in the URL only', { AdvancedOptions: { 'rest.action.multi.allow_explicit_index': 'false' } }],
    ['publishes its four logs', {
      LogPublishingOptions: Object.fromEntries(['AUDIT_LOGS', 'ES_APPLICATION_LOGS', 'SEARCH_SLOW_LOGS', 'INDEX_SLOW_LOGS']
        .map((log) => [log, { Enabled: true, CloudWatchLogsLogGroupArn: Match.anyValue() }])),
    }],
    ['updates its software in the off-peak window', {
      SoftwareUpdateOptions: { AutoSoftwareUpdateEnabled: true },
      OffPeakWindowOptions: { Enabled: true, OffPeakWindow: { WindowStartTime: { Hours: 22, Minutes: 0 } } },
    }],
    ['has a gp3 volume of 100 GiB on each node', { EBSOptions: { EBSEnabled: true, VolumeType: 'gp3', VolumeSize: 100, Iops: 3000, Throughput: 125 } }],
    ['lies in the two zones of a stack without a region, with two data nodes in each', {
      ClusterConfig: {
        InstanceCount: 4,
        InstanceType: 'r6g.large.search',
        DedicatedMasterEnabled: true,
        DedicatedMasterCount: 3,
        DedicatedMasterType: 'm6g.large.search',
        ZoneAwarenessEnabled: true,
        ZoneAwarenessConfig: { AvailabilityZoneCount: 2 },
      },
      VPCOptions: { SubnetIds: [Match.anyValue(), Match.anyValue()], SecurityGroupIds: [Match.anyValue()] },
    }],
  ])('%s', (_name, properties) => {
    template.hasResourceProperties(DOMAIN, properties);
  });

  test('is kept when its stack goes, and upgraded in place', () => {
    expect(first(template, DOMAIN)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', UpdatePolicy: { EnableVersionUpgrade: true } });
  });

  test.each(['AWS::EC2::SecurityGroup', 'AWS::IAM::Role', 'AWS::Logs::ResourcePolicy', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'])('keeps its %s with it', (type) => {
    expect(first(template, type)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('lets the service write to its log groups, for this domain alone, before the domain stands', () => {
    const { PolicyDocument } = first(template, 'AWS::Logs::ResourcePolicy').Properties;
    const text = JSON.stringify(PolicyDocument);
    expect(text).toContain('logs:CreateLogStream');
    expect(text).toContain('aws:SourceAccount');
    expect(text).toContain(':domain/logs');
    expect(first(template, DOMAIN).DependsOn).toContain('LogsLogPolicy5CB12D08');
  });

  test('has a master role that people enter with MFA, and that may do nothing yet', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })] },
      Policies: Match.absent(),
      ManagedPolicyArns: Match.absent(),
    });
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('runs no function of its own', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('names itself under the service, by its endpoint and its metrics', () => {
    expect(store.port).toBe(443);
    expect(store.node.scope).toBe(Stack.of(store));
    expect(Stack.of(store).resolve(store.endpoint)).toEqual({ 'Fn::GetAtt': ['LogsDomain7B10556B', 'DomainEndpoint'] });
    expect(store.metric('Nodes').namespace).toBe('AWS/ES');
  });
});

describe('in a region of three zones', () => {
  const waivers = [Waiver.of(Safeguard.HIGH_AVAILABILITY, 'preview environment, rebuilt nightly')];
  const bare = [Safeguard.ALARMS, Safeguard.LOG_EXPORTS].map((safeguard) => Waiver.of(safeguard, 'judged for its volume alone'));
  const DOMAINS: Record<string, Partial<SecureOpenSearchDomainProps>> = {
    ...Object.fromEntries([170, 171, 1000, 1001].map((volumeGib) => [`gib-${volumeGib}`, { storage: { volumeGib }, waivers: bare }])),
    plain: {},
    large: { nodes: { dataInstanceType: 'r6g.4xlarge.search' } },
    alone: { waivers },
    standby: { nodes: { multiAz: OpenSearchMultiAz.WITH_STANDBY } },
    disks: { nodes: { dataInstanceType: 'i3.large.search' } },
    chosen: {
      indexReferences: IndexReferences.URL_AND_BODY, offPeakStart: '03:30', nodes: { dataNodes: 6, masterNodes: 5 }, storage: { iops: 9000, throughput: 500 },
    },
  };
  let template: Template;
  beforeAll(() => {
    const { network, dataStack } = twoStacks(ENV);
    const alerts = new AlertTopic(dataStack, 'Alerts').topic;
    const encryptionKey = new DataKey(dataStack, 'Key').key;
    Object.entries(DOMAINS).forEach(([domainName, props]) => (
      new SecureOpenSearchDomain(dataStack, domainName, { network, version: VERSION, alerts, encryptionKey, domainName, ...props })));
    template = templateOf(dataStack);
  });

  test('three data nodes lie in three zones', () => {
    template.hasResourceProperties(DOMAIN, {
      DomainName: 'plain',
      ClusterConfig: { InstanceCount: 3, ZoneAwarenessConfig: { AvailabilityZoneCount: 3 } },
      VPCOptions: { SubnetIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()] },
    });
  });

  test('without availability there is one node in one zone', () => {
    template.hasResourceProperties(DOMAIN, {
      DomainName: 'alone',
      ClusterConfig: { InstanceCount: 1, DedicatedMasterEnabled: false, ZoneAwarenessEnabled: false, ZoneAwarenessConfig: Match.absent() },
      VPCOptions: { SubnetIds: [Match.anyValue()] },
    });
    expect(Object.keys(template.findResources('AWS::CloudWatch::Alarm')).filter((id) => /^alone.*Master/.test(id))).toEqual([]);
  });

  test.each([[170, 3000, 125], [171, 3000, 250], [1000, 3000, 250], [1001, 3003, 250]])('a volume of %d GiB gets %d operations and %d MiB per second', (gib, Iops, Throughput) => {
    template.hasResourceProperties(DOMAIN, { DomainName: `gib-${gib}`, EBSOptions: { VolumeSize: gib, Iops, Throughput } });
  });

  test('a class with disks of its own gets no volume, and an alarm at 20 GiB', () => {
    template.hasResourceProperties(DOMAIN, { DomainName: 'disks', EBSOptions: { EBSEnabled: false } });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'FreeStorageSpace', Threshold: 20480 });
  });

  test('one of three zones stands by where the caller asks for it, and nowhere else', () => {
    template.hasResourceProperties(DOMAIN, { DomainName: 'standby', ClusterConfig: { MultiAZWithStandbyEnabled: true, DedicatedMasterCount: 3 } });
    template.hasResourceProperties(DOMAIN, { DomainName: 'plain', ClusterConfig: { MultiAZWithStandbyEnabled: Match.absent() } });
  });

  test('what the caller chooses is taken', () => {
    template.hasResourceProperties(DOMAIN, {
      DomainName: 'chosen',
      AdvancedOptions: { 'rest.action.multi.allow_explicit_index': 'true' },
      OffPeakWindowOptions: { OffPeakWindow: { WindowStartTime: { Hours: 3, Minutes: 30 } } },
      ClusterConfig: { InstanceCount: 6, DedicatedMasterCount: 5 },
      EBSOptions: { Iops: 9000, Throughput: 500 },
    });
  });

  /** AWS's table: metric, statistic, comparison, threshold, seconds, periods. */
  test.each<[string, string, string, number, number, number]>([
    ['ClusterStatus.red', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['ClusterStatus.yellow', 'Maximum', 'GreaterThanThreshold', 0, 60, 5],
    ['FreeStorageSpace', 'Minimum', 'LessThanThreshold', 25_600, 60, 1],
    ['ClusterIndexWritesBlocked', 'Maximum', 'GreaterThanThreshold', 0, 300, 1],
    ['Nodes', 'Minimum', 'LessThanThreshold', 6, 86_400, 1],
    ['AutomatedSnapshotFailure', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['CPUUtilization', 'Maximum', 'GreaterThanThreshold', 79, 900, 3],
    ['JVMMemoryPressure', 'Maximum', 'GreaterThanThreshold', 94, 60, 3],
    ['OldGenJVMMemoryPressure', 'Maximum', 'GreaterThanThreshold', 79, 60, 3],
    ['MasterCPUUtilization', 'Maximum', 'GreaterThanThreshold', 49, 900, 3],
    ['MasterJVMMemoryPressure', 'Maximum', 'GreaterThanThreshold', 94, 60, 3],
    ['MasterReachableFromNode', 'Maximum', 'LessThanThreshold', 1, 300, 1],
    ['KMSKeyError', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['KMSKeyInaccessible', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['MasterOldGenJVMMemoryPressure', 'Maximum', 'GreaterThanThreshold', 79, 60, 3],
    ['ThreadpoolWriteQueue', 'Average', 'GreaterThanThreshold', 99, 60, 1],
    ['ThreadpoolSearchQueue', 'Average', 'GreaterThanThreshold', 499, 60, 1],
    ['ThreadpoolSearchQueue', 'Maximum', 'GreaterThanThreshold', 4999, 60, 1],
    // 25 shards for each GiB of heap: half of 16 GiB, on three nodes
    ['shards.active', 'Maximum', 'GreaterThanThreshold', 599, 60, 1],
    ['AlertingDegraded', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['ADPluginUnhealthy', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['AsynchronousSearchFailureRate', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['AsynchronousSearchStoreHealth', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
    ['SQLUnhealthy', 'Maximum', 'GreaterThanThreshold', 0, 60, 3],
    ['LTRStatus.red', 'Maximum', 'GreaterThanThreshold', 0, 60, 1],
  ])('alarms on %s as AWS recommends', (MetricName, Statistic, ComparisonOperator, Threshold, Period, EvaluationPeriods) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, Statistic, ComparisonOperator, Threshold, Period, EvaluationPeriods });
  });

  test.each(['ThreadpoolSearchRejected', 'ThreadpoolWriteRejected'])('alarms when %s grows within a minute', (MetricName) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 0,
      EvaluationPeriods: 1,
      Metrics: [
        Match.objectLike({ Expression: 'DIFF(rejected)' }),
        Match.objectLike({ MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName }), Period: 60, Stat: 'Sum' }) }),
      ],
    });
  });

  test('the heap that counts ends at 32 GiB, and nothing is said of a class whose memory is not known', () => {
    const shards = (name: string) => Object.entries(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'shards.active' } }))
      .filter(([id]) => id.startsWith(name)).map(([, { Properties }]) => Properties.Threshold);
    expect(shards('large')).toEqual([25 * 32 * 3 - 1]);
    expect(shards('disks')).toEqual([]);
  });
});

describe('who gets in', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
  let policies: Record<string, PolicyJson[]>;
  let resourcePolicy: PolicyJson;
  let store: SecureOpenSearchDomain;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    store = domain(stacks);
    const role = (id: string) => new iam.Role(stacks.dataStack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    store.grants.read(role('Reader'), 'logs-*');
    store.grants.write(role('Writer'), 'orders');
    store.grants.administer(store.masterRole);
    const template = templateOf(stacks.dataStack);
    const values = { LogsDomain7B10556B: ARN };
    policies = Object.fromEntries(Object.entries(template.findResources('AWS::IAM::ManagedPolicy'))
      .map(([id, { Properties }]) => [id.replace(/DatabaseAccess.*/, ''), [plain(Properties.PolicyDocument, values) as PolicyJson]]));
    resourcePolicy = plain(first(template, DOMAIN).Properties.AccessPolicies, values) as PolicyJson;
  });

  test.each<[string, string, string, string]>([
    ['Reader', 'Get', 'logs-2026.11.22/_doc/1', 'Allowed'],
    ['Reader', 'Post', 'logs-2026.11.22/_search', 'Allowed'],
    ['Reader', 'Post', 'logs-2026.11.22/_doc', 'ImplicitlyDenied'],
    ['Reader', 'Post', 'logs-2026.11.22/_delete_by_query', 'ImplicitlyDenied'],
    ['Reader', 'Put', 'logs-2026.11.22', 'ImplicitlyDenied'],
    ['Reader', 'Get', 'orders/_search', 'ImplicitlyDenied'],
    ['Reader', 'Get', '_cat/indices', 'ImplicitlyDenied'],
    ['Writer', 'Put', 'orders', 'Allowed'],
    ['Writer', 'Post', 'orders/_bulk', 'Allowed'],
    ['Writer', 'Delete', 'orders', 'ImplicitlyDenied'],
    ['Writer', 'Post', '_bulk', 'ImplicitlyDenied'],
    ['Writer', 'Post', 'orders-archive/_bulk', 'ImplicitlyDenied'],
    ['LogsMasterRole', 'Put', '_plugins/_security/api/rolesmapping/all_access', 'Allowed'],
    ['LogsMasterRole', 'Delete', 'orders', 'Allowed'],
    ['Nobody', 'Get', 'orders/_search', 'ImplicitlyDenied'],
  ])('%s asks by %s for %s: %s', async (who, method, path, decision) => {
    expect(await decide({
      principal: ROLE,
      action: `es:ESHttp${method}`,
      resource: `${ARN}/${path}`,
      policies: policies[who] ?? [],
      resourcePolicy,
      context: { 'aws:PrincipalAccount': ACCOUNT },
    })).toBe(decision);
  });

  test('another account is denied, even where its own policies and a later statement would allow it', async () => {
    const careless = { Statement: [...resourcePolicy.Statement, { Effect: 'Allow', Principal: '*', Action: 'es:ESHttpGet', Resource: `${ARN}/*` }] };
    expect(await decide({
      principal: 'arn:aws:iam::999999999999:role/stranger',
      action: 'es:ESHttpGet',
      resource: `${ARN}/orders/_search`,
      resourcePolicy: careless,
      policies: [{ Statement: [{ Effect: 'Allow', Action: 'es:*', Resource: '*' }] }],
      context: { 'aws:PrincipalAccount': '999999999999' },
    })).toBe('ExplicitlyDenied');
  });

  test.each(['', '*', '_all', 'Orders', '-a', 'a,b', 'a*b', 'a'.repeat(256)])('the index %p is refused', (index) => {
    expect(thrown(() => store.grants.read(store.masterRole, index))).toBe(
      `Grant on 'Data/Logs/Domain/read(${quoted(index)})' cannot be created, 1 problem:\n  INDEX_INVALID: \`index\` is ${quoted(index)}, `
      + 'allowed are 1 to 255 lower-case letters, digits, dots, hyphens and underscores, starting with a letter or digit, with a `*` at most at the end; '
      + 'name one index, or the prefix of several');
  });

  test.each(['a', 'a'.repeat(255), 'logs-2026.11', 'logs-*'])('the index %p is taken', (index) => {
    expect(() => store.grants.write(store.masterRole, index)).not.toThrow();
  });
});

describe('with others', () => {
  test('a guard denies people without MFA the deletion of the domain and of its indices', async () => {
    const stacks = twoStacks(ENV);
    new DeletionGuard(stacks.dataStack, 'Guard', { stores: [domain(stacks)] });
    const template = templateOf(stacks.dataStack);
    const [[role]] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.startsWith('Guard'));
    const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith('GuardDenyPolicy'))
      .map(([, { Properties }]) => plain(Properties.PolicyDocument, { [role]: 'arn:aws:iam::111111111111:role/guard' }) as PolicyJson);
    const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const ask = (action: string, resource: string) => decide({ principal: `arn:aws:iam::${ACCOUNT}:user/dba`, action, resource, policies: [everything, ...policies] });
    expect(await ask('es:DeleteDomain', ARN)).toBe('ExplicitlyDenied');
    expect(await ask('es:UpdateDomainConfig', ARN)).toBe('ExplicitlyDenied');
    expect(await ask('es:ESHttpDelete', `${ARN}/orders`)).toBe('ExplicitlyDenied');
    expect(await ask('es:ESHttpGet', `${ARN}/orders`)).toBe('Allowed');
    // another domain is not protected
    expect(await ask('es:DeleteDomain', `${ARN}-other`)).toBe('Allowed');
  });

  test('an imported key and role are used as they are', () => {
    const stacks = twoStacks(ENV);
    const encryptionKey = kms.Key.fromKeyArn(stacks.dataStack, 'Key', 'arn:aws:kms:eu-west-1:222222222222:key/1111');
    const masterRole = iam.Role.fromRoleArn(stacks.dataStack, 'Master', `arn:aws:iam::${ACCOUNT}:role/search-admin`);
    domain(stacks, { encryptionKey, masterRole });
    const template = templateOf(stacks.dataStack);
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties(DOMAIN, {
      EncryptionAtRestOptions: { KmsKeyId: encryptionKey.keyArn },
      AdvancedSecurityOptions: { MasterUserOptions: { MasterUserARN: masterRole.roleArn } },
    });
  });

  test('people sign in to Dashboards with Cognito, which names indices in bodies', () => {
    const stacks = twoStacks(ENV);
    const role = iam.Role.fromRoleArn(stacks.dataStack, 'Cognito', `arn:aws:iam::${ACCOUNT}:role/cognito`);
    domain(stacks, { dashboards: { userPoolId: 'eu-west-1_abc', identityPoolId: 'eu-west-1:11', role } });
    templateOf(stacks.dataStack).hasResourceProperties(DOMAIN, {
      CognitoOptions: { Enabled: true, UserPoolId: 'eu-west-1_abc', IdentityPoolId: 'eu-west-1:11', RoleArn: role.roleArn },
      AdvancedOptions: { 'rest.action.multi.allow_explicit_index': 'true' },
    });
  });

  test('manual snapshots go to a bucket, by a role that the service takes on for this domain alone', () => {
    const stacks = twoStacks(ENV);
    const store = domain(stacks);
    const bucket = new s3.Bucket(stacks.dataStack, 'Archive', { encryptionKey: store.encryptionKey });
    const role = store.snapshotRole(bucket);
    expect(store.snapshotRole(bucket)).toBe(role);
    const template = templateOf(stacks.dataStack);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({
          Principal: { Service: 'es.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': Match.anyValue() } },
        })],
      },
    });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 's3:ListBucket' }), Match.anyValue(), Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] })] },
    });
    expect(listed(findingsOf(stacks.app), 'fail').filter((finding) => finding.startsWith('iam.'))).toEqual([]);
  });

  test.each([['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov']])('it names its ARNs by the partition of %s', (region, partition) => {
    const stacks = twoStacks({ account: ACCOUNT, region });
    const store = domain(stacks);
    const resolved = JSON.stringify(stacks.dataStack.resolve(store.storeArns));
    expect(resolved.includes(`arn:${partition}:es:`) || resolved.includes('AWS::Partition')).toBe(true);
    expect(JSON.stringify(templateOf(stacks.dataStack).toJSON())).not.toContain('arn:aws:');
  });

  test('it works in a nested stack, and its name depends on the deployment', () => {
    const stack = new Stack(new App(), 'Parent', { env: ENV });
    const nested = new NestedStack(stack, 'Nested');
    new SecureOpenSearchDomain(nested, 'Logs', { network: new TieredNetwork(stack, 'Network'), version: VERSION });
    const { DomainName } = first(templateOf(nested), DOMAIN).Properties;
    expect(DomainName).toMatch(/^[a-z][a-z0-9-]{2,27}$/);
  });
});
