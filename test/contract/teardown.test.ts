import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { announce, REASON, TODAY } from './announced';
import { Subject } from './subject';
import { build, providedBy, SUBJECTS } from './subjects';
import { Safeguard } from '../../src/core/safeguard';
import { teardownNoteOf } from '../../src/core/teardown-note';
import { Teardown } from '../../src/databases/teardown/teardown';
import { resolveApp } from '../../src/model/unsynthesized-app';
import { findingsOf, listed, ruleIds } from '../support/findings';

interface Expected {
  /** Rules that report the announcement. */
  readonly announced: readonly string[];

  /** Rules that report a disposable environment. */
  readonly disposable: readonly string[];

  /** The deletion policies of the resources that hold the store. */
  readonly policies: Readonly<Record<string, string | undefined>>;
}

const INSTANCE = 'AWS::RDS::DBInstance';
const CLUSTER = { announced: ['rds.deletion-protection'], policies: { 'AWS::RDS::DBCluster': 'Snapshot', [INSTANCE]: 'Delete' } };
const IN_A_PLAN = ['rds.automated-backups-kept', 'rds.deletion-protection', 'rds.in-backup-plan', 'rds.retained'];
const CACHE = { announced: ['elasticache.retained'], disposable: ['elasticache.retained'] };

/** Every store, by the name of its construct. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  SecureRdsInstance: { announced: ['rds.deletion-protection'], disposable: IN_A_PLAN, policies: { [INSTANCE]: 'Snapshot' } },
  SecureRdsReplica: { announced: ['rds.deletion-protection'], disposable: ['rds.deletion-protection'], policies: { [INSTANCE]: 'Snapshot' } },
  SecureAuroraCluster: { ...CLUSTER, disposable: IN_A_PLAN },
  SecureAuroraSecondaryCluster: { ...CLUSTER, disposable: IN_A_PLAN.filter((id) => id !== 'rds.in-backup-plan') },
  AuroraGlobalDatabase: {
    announced: ['rds.deletion-protection', 'rds.retained'],
    disposable: ['rds.deletion-protection', 'rds.retained'],
    policies: { 'AWS::RDS::GlobalCluster': 'Delete' },
  },
  SecureDynamoTable: {
    announced: ['dynamodb.deletion-protection', 'dynamodb.retained'],
    disposable: ['dynamodb.deletion-protection', 'dynamodb.in-backup-plan', 'dynamodb.retained'],
    policies: { 'AWS::DynamoDB::GlobalTable': 'Delete' },
  },
  SecureRedshiftCluster: {
    announced: ['redshift.automated-snapshots-kept'],
    disposable: ['redshift.automated-snapshots-kept', 'redshift.retained'],
    policies: { 'AWS::Redshift::Cluster': 'Snapshot' },
  },
  SecureRedshiftServerless: {
    announced: ['redshiftserverless.recovery-points-kept'],
    disposable: ['redshiftserverless.recovery-points-kept', 'redshiftserverless.retained'],
    policies: { 'AWS::RedshiftServerless::Namespace': 'Delete', 'AWS::RedshiftServerless::Workgroup': 'Delete' },
  },
  SecureRedisCluster: { ...CACHE, policies: { 'AWS::ElastiCache::ReplicationGroup': 'Snapshot' } },
  SecureServerlessCache: { ...CACHE, policies: { 'AWS::ElastiCache::ServerlessCache': 'Delete' } },
  SecureOpenSearchDomain: {
    announced: ['opensearch.retained'], disposable: ['opensearch.retained'], policies: { 'AWS::OpenSearchService::Domain': 'Delete' },
  },
  // they hold copies, or nothing: nothing keeps them but the deletion protection of the load balancer
  MemcachedCluster: { announced: [], disposable: [], policies: { 'AWS::ElastiCache::CacheCluster': 'Delete' } },
  SecureDaxCluster: { announced: [], disposable: [], policies: { 'AWS::DAX::Cluster': undefined } },
  WafProtectedAlb: {
    announced: ['elb.deletion-protection'],
    disposable: ['elb.deletion-protection'],
    policies: { 'AWS::ElasticLoadBalancingV2::LoadBalancer': undefined },
  },
};

const nameOf = ({ name }: Subject) => name.replace(/ \(.*/, '');
const CASES = SUBJECTS.filter((subject) => nameOf(subject) in EXPECTED).map((subject): [string, Subject, Expected] => (
  [subject.name, subject, EXPECTED[nameOf(subject)]]));

/** Resources that belong to a subject itself, and not to what it needs beside it. */
const OWN = /^Subject/;

/** What the first step changes in the templates of an app. */
function firstStep(app: App, store: Construct) {
  const before = resolveApp(app);
  announce(store);
  const changes = resolveApp(app).flatMap(({ template }, index) => Object.entries(fullDiff(before[index].template, template).resources.changes));
  return changes.map(([id, change]) => ({ id, ...change, type: change.newResourceType!, change }));
}

describe.each(CASES)('%s', (_name, subject, expected) => {
  test('announced: nothing is replaced or removed, nothing fails, and what is taken off is reported with its reason', () => {
    const { app, construct } = build(subject);
    const steps = firstStep(app, construct);
    expect(steps.map(({ change }) => change).filter(({ isRemoval }) => isRemoval)).toEqual([]);
    expect(steps.filter(({ change }) => change.isAddition).map(({ type }) => type)).toEqual(['AWS::CloudFormation::WaitConditionHandle']);
    expect(steps.flatMap(({ change }) => Object.values(change.propertyUpdates).map(({ changeImpact }) => changeImpact))
      .filter((impact) => impact !== ResourceImpact.WILL_UPDATE)).toEqual([]);
    expect(steps.flatMap(({ change }) => Object.keys(change.otherChanges)).filter((name) => !['DeletionPolicy', 'Metadata'].includes(name))).toEqual([]);
    for (const { type, change } of steps.filter(({ type: changed }) => changed in expected.policies)) {
      expect(change.newValue!.DeletionPolicy).toBe(expected.policies[type]);
    }
    const findings = findingsOf(app);
    expect(listed(findings, 'fail', 'unknown', 'acknowledged')).toEqual([]);
    expect(ruleIds(findings, 'waived')).toEqual(expected.announced);
    expect(new Set(findings.flatMap(({ status, reason }) => (status === 'waived' ? [reason] : []))))
      .toEqual(new Set(expected.announced.map(() => `teardown until ${TODAY}: ${REASON}`)));
    expect(teardownNoteOf(construct)).toEqual({ reason: REASON, until: TODAY });
  });

  test('disposable: nothing of it outlives its stack but keys, and the logs of a load balancer', () => {
    const { app, stack } = build(subject, Teardown.disposable(REASON));
    const { template } = resolveApp(app).find(({ id }) => id === stack.node.path)!;
    const own = Object.entries(template.Resources ?? {}).filter(([id]) => OWN.test(id));
    const kept = own.filter(([, { DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }]) => `${DeletionPolicy}${UpdateReplacePolicy}`.includes('Retain'));
    const stays = nameOf(subject) === 'WafProtectedAlb' ? ['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy'] : ['AWS::KMS::Key'];
    expect(kept.map(([, { Type }]) => Type).filter((type) => !stays.includes(type))).toEqual([]);
    expect(JSON.stringify(own)).not.toMatch(/"DeletionProtection(Enabled)?":true|deletion_protection\.enabled","Value":"true|FinalSnapshotName/);
    const findings = findingsOf(app);
    expect(listed(findings, 'fail', 'unknown', 'acknowledged')).toEqual([]);
    expect(ruleIds(findings, 'waived')).toEqual(expected.disposable);
  });
});

test('every store is covered', () => {
  const protectedOnes = SUBJECTS.filter((subject) => providedBy(subject).includes(Safeguard.DELETION_PROTECTION)).map(nameOf);
  expect(protectedOnes.filter((name) => !(name in EXPECTED))).toEqual([]);
});
