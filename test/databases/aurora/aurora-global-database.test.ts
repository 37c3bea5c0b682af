import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { IAM, world } from './global-fixture';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { AuroraGlobalDatabaseProps } from '../../../src/databases/aurora/aurora-global-props';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { AURORA_MYSQL, auroraCluster, ELSEWHERE, ENV, TwoStacks, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const GLOBAL = 'AWS::RDS::GlobalCluster';
const REASON = 'preview environment, rebuilt nightly';

describe('a global database with default properties', () => {
  let template: Template;
  let globalDatabase: AuroraGlobalDatabase;
  beforeAll(() => {
    const made = world();
    globalDatabase = made.globalDatabase;
    template = Template.fromStack(made.stacks.dataStack);
  });

  test('grows from its primary cluster, and takes engine, version and encryption from it', () => {
    template.hasResource(GLOBAL, {
      Properties: {
        GlobalClusterIdentifier: 'orders-world',
        SourceDBClusterIdentifier: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersCluster'), 'DBClusterArn'] },
        DeletionProtection: true,
        Engine: Match.absent(),
        EngineVersion: Match.absent(),
        StorageEncrypted: Match.absent(),
        EngineLifecycleSupport: Match.absent(),
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('waits for the members of the primary cluster', () => {
    const [{ DependsOn }] = Object.values(template.findResources(GLOBAL)) as unknown as { readonly DependsOn: readonly string[] }[];
    expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^OrdersClusterWriter/), expect.stringMatching(/^OrdersClusterReader1/)]));
  });

  test('leaves the primary cluster as it is, for another global cluster would replace it', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', { GlobalClusterIdentifier: Match.absent(), EnableGlobalWriteForwarding: Match.absent() });
  });

  test('has a master user without a password, since RDS manages none in a global database', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      MasterUserAuthenticationType: 'iam-db-auth', ManageMasterUserPassword: Match.absent(), MasterUserSecret: Match.absent(), MasterUserPassword: Match.absent(),
    });
    expect(globalDatabase._primary.masterSecret).toBeUndefined();
    expect(thrown(() => globalDatabase._primary.watchMasterSecret())).toContain('MASTER_SECRET_MISSING: the master user has no password');
  });

  test.each([['AuroraGlobalDBReplicationLag', 10_000], ['AuroraGlobalDBRPOLag', 60_000]])('watches %s for the time after a switchover', (metric, Threshold) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold,
      Metrics: [{ Expression: `SELECT MAX(${metric}) FROM "AWS/RDS" WHERE DBClusterIdentifier = 'orders'`, Id: Match.anyValue(), Label: metric, Period: 300 }],
    });
  });

  test('tells of switchovers and failovers between regions', () => {
    template.hasResourceProperties('AWS::RDS::EventSubscription', { SourceType: 'db-cluster', EventCategories: Match.arrayWith(['global failover']) });
  });

  test('is named by what guards need', () => {
    expect(Stack.of(globalDatabase).resolve(globalDatabase.storeArns)).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds::111111111111:global-cluster:orders-world']] },
    ]);
    expect(globalDatabase.destructiveActions).toEqual(['rds:DeleteGlobalCluster', 'rds:ModifyGlobalCluster', 'rds:RemoveFromGlobalCluster', 'rds:FailoverGlobalCluster']);
    expect(globalDatabase.globalClusterIdentifier).toBe('orders-world');
  });
});

test('a derived name depends on the path and the stack', () => {
  const { globalDatabase } = world({}, { identifier: undefined });
  expect(globalDatabase.globalClusterIdentifier).toMatch(/^data-world-[0-9a-f]{8}$/);
});

test('deletion protection and retention can be waived', () => {
  const { stacks } = world({}, { waivers: [Waiver.of(Safeguard.DELETION_PROTECTION, REASON), Waiver.of(Safeguard.RETENTION, REASON)] });
  Template.fromStack(stacks.dataStack).hasResource(GLOBAL, { Properties: { DeletionProtection: false }, DeletionPolicy: 'Delete' });
});

test('without alarms on the primary cluster there are none on its lag', () => {
  const { stacks } = world({ waivers: [Safeguard.ALARMS, Safeguard.BACKUP_PLAN].map((safeguard) => Waiver.of(safeguard, REASON)) });
  Template.fromStack(stacks.dataStack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
});

test('in China, where queries are not known to exist, the primary cluster has no alarm on its lag', () => {
  const { stacks } = world({}, {}, { account: '111111111111', region: 'cn-north-1' }, { account: '111111111111', region: 'cn-northwest-1' });
  expect(JSON.stringify(Template.fromStack(stacks.dataStack).findResources('AWS::CloudWatch::Alarm'))).not.toContain('SELECT');
});

test('a guard denies people without MFA to take it apart', () => {
  const stack = new Stack(new App(), 'Guards', { env: ENV });
  const deletionGuard = new DeletionGuard(stack, 'Guard');
  const { stacks } = world({}, { deletionGuard });
  const policies = JSON.stringify(Template.fromStack(Stack.of(deletionGuard)).findResources('AWS::IAM::ManagedPolicy'));
  expect(stacks.app).toBeDefined();
  expect(policies).toContain('rds:RemoveFromGlobalCluster');
  expect(policies).toContain(':global-cluster:orders-world');
});

test('Aurora PostgreSQL takes a choice about its life after the standard support', () => {
  const { stacks } = world({}, { engineLifecycleSupport: rds.EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED });
  Template.fromStack(stacks.dataStack).hasResourceProperties(GLOBAL, { EngineLifecycleSupport: 'open-source-rds-extended-support-disabled' });
});

describe('what is refused', () => {
  let stacks: TwoStacks;
  beforeAll(() => {
    stacks = twoStacks(ENV);
  });

  function refusal(primary: SecureAuroraCluster, props: Partial<AuroraGlobalDatabaseProps> = {}, stack = stacks.dataStack): string {
    return thrown(() => new AuroraGlobalDatabase(stack, 'World', { primary, ...props }));
  }
  const one = (problem: string) => `AuroraGlobalDatabase 'Data/World' cannot be created, 1 problem:\n  ${problem}`;

  test('a primary cluster whose password RDS manages', () => {
    expect(refusal(auroraCluster(stacks, {}, 'Managed'))).toBe(one('GLOBAL_PASSWORD_MANAGED: `primary` has a password that RDS manages, and RDS takes no such cluster into '
      + 'a global database; give it `engineOptions: { masterAuthentication: MasterAuthentication.IAM }`'));
  });

  test('a primary cluster that can be rewound', () => {
    expect(refusal(auroraCluster(stacks, { ...IAM, engine: AURORA_MYSQL }, 'Rewindable'))).toBe(one('GLOBAL_BACKTRACKS: `primary` can be rewound, but clusters of a global '
      + 'database cannot; give it `recovery: { backtrackWindow: Duration.hours(0) }`'));
  });

  test('members of a burstable class', () => {
    const capacity = AuroraCapacity.provisioned({ instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.LARGE) });
    expect(refusal(auroraCluster(stacks, { ...IAM, capacity }, 'Burstable'))).toBe(one('GLOBAL_CLASS_UNSUPPORTED: `primary` has members of class t4g.large, but Aurora global '
      + 'databases take memory-optimized classes (r, x) and serverless members only; change its `capacity`'));
  });

  test('a stack in another region', () => {
    const stack = new Stack(stacks.app, 'Elsewhere', { env: ELSEWHERE });
    expect(refusal(auroraCluster(stacks, IAM, 'There'), {}, stack)).toBe("AuroraGlobalDatabase 'Elsewhere/World' cannot be created, 1 problem:\n"
      + '  GLOBAL_DATABASE_ELSEWHERE: `primary` lies in another region or account than this stack, but RDS makes a global database where its primary cluster is; move it there');
  });

  test.each(['', 'Orders', 'a--b', '1st', `a${'b'.repeat(63)}`])('the name %p', (identifier) => {
    expect(refusal(auroraCluster(stacks, IAM, `Named${identifier.length}`), { identifier })).toBe(one(`GLOBAL_IDENTIFIER_INVALID: \`identifier\` is '${identifier}', allowed are `
      + '1 to 63 lower-case letters, digits and single hyphens, starting with a letter; leave it out for a derived name'));
  });

  test('a name that only deployment knows', () => {
    expect(refusal(auroraCluster(stacks, IAM, 'Token'), { identifier: stacks.dataStack.stackId })).toBe(one('GLOBAL_IDENTIFIER_UNKNOWN: `identifier` is only known at deployment '
      + '(a token), but it decides what is built; pass plain text, since stacks in other regions name it'));
  });

  test('a life cycle for Aurora MySQL', () => {
    const primary = auroraCluster(stacks, { ...IAM, engine: AURORA_MYSQL, recovery: { backtrackWindow: Duration.hours(0) } }, 'MySql');
    expect(refusal(primary, { engineLifecycleSupport: rds.EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT })).toBe(one('GLOBAL_LIFECYCLE_UNSUPPORTED: '
      + '`engineLifecycleSupport` is open-source-rds-extended-support, but global databases of aurora-mysql do not take it; remove it'));
  });

  test('a waiver of what it does not provide', () => {
    expect(refusal(auroraCluster(stacks, IAM, 'Waived'), { waivers: [Waiver.of(Safeguard.BACKUPS, REASON)] })).toBe(one('WAIVER_UNKNOWN_HERE: Safeguard.BACKUPS is waived, '
      + 'but AuroraGlobalDatabase does not provide it; allowed are only Safeguard.DELETION_PROTECTION, Safeguard.RETENTION'));
  });
});
