import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, remove, resources, set, unplanned } from '../sabotage-tools';
import { Built } from '../subjects';

const TABLES = ['SecureDynamoTable', 'SecureDynamoTable (replicated)', 'SecureDynamoTable (provisioned, indexed)'];

/** The copies of each table: its own region first. */
const COPIES: readonly (readonly [string, number])[] = TABLES.flatMap((name) => (
  name.includes('replicated') ? [0, 1, 2].map((copy) => [name, copy] as const) : [[name, 0] as const]));

const TABLE = 'AWS::DynamoDB::GlobalTable';

/** What is taken from one copy, and the rule that sees it. */
const ON_COPIES: readonly (readonly [Safeguard, string, unknown, string])[] = [
  [Safeguard.CUSTOMER_MANAGED_KEY, 'SSESpecification', undefined, 'dynamodb.customer-managed-key'],
  [Safeguard.DELETION_PROTECTION, 'DeletionProtectionEnabled', false, 'dynamodb.deletion-protection'],
  [Safeguard.BACKUPS, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false, 'dynamodb.point-in-time-recovery'],
  [Safeguard.PERFORMANCE_INSIGHTS, 'ContributorInsightsSpecification.Enabled', false, 'dynamodb.contributor-insights'],
];

export const DYNAMODB_SABOTAGE: readonly Sabotage[] = [
  unplanned(TABLES, 'dynamodb.in-backup-plan'),
  ...COPIES.flatMap(([subject, copy]) => [
    ...ON_COPIES.map(([safeguard, path, value, rule]) => ({
      subjects: [subject], safeguard, rules: [rule], apply: onTable((table) => override(table, `Replicas.${copy}.${path}`, value)),
    })),
    {
      subjects: [subject],
      safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
      rules: ['dynamodb.table-policy-tls'],
      apply: onTable((table, built) => withoutStatements(table, built, copy, ['DenyPlainHttp'])),
    },
    {
      subjects: [subject],
      safeguard: Safeguard.MFA_DELETION,
      rules: ['dynamodb.table-policy-deletion-guard'],
      apply: onTable((table, built) => withoutStatements(table, built, copy, ['DenyDeletionWithoutMfa', 'DenyUnprotectingWithoutMfa'])),
    },
  ]),
  {
    subjects: TABLES,
    safeguard: Safeguard.ENCRYPTION_AT_REST,
    rules: ['dynamodb.kms-encryption'],
    apply: onTable((table) => table.addPropertyOverride('SSESpecification.SSEEnabled', false)),
  },
  {
    subjects: TABLES,
    safeguard: Safeguard.RETENTION,
    rules: ['dynamodb.retained'],
    apply: onTable((table) => table.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  {
    subjects: TABLES,
    safeguard: Safeguard.HIGH_AVAILABILITY,
    rules: ['dynamodb.scaling'],
    apply: onTable((table) => {
      table.addPropertyOverride('BillingMode', 'PROVISIONED');
      table.addPropertyDeletionOverride('WriteProvisionedThroughputSettings');
      table.addPropertyDeletionOverride('GlobalSecondaryIndexes.0.WriteProvisionedThroughputSettings');
    }),
  },
  { subjects: TABLES, safeguard: Safeguard.ALARMS, rules: ['dynamodb.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  { subjects: ['DynamoReplicaAlarms'], safeguard: Safeguard.ALARMS, rules: ['dynamodb.replicas-alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  {
    subjects: ['DynamoWebIdentityRole'],
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['dynamodb.web-users-own-items'],
    apply: set('AWS::IAM::ManagedPolicy', 'PolicyDocument.Statement.0.Condition.ForAllValues:StringEquals', undefined),
  },
  { subjects: ['ItemEncryption'], safeguard: Safeguard.KEY_ROTATION, rules: ['kms.key-rotation'], apply: set('AWS::KMS::Key', 'EnableKeyRotation', false) },
  {
    subjects: ['ItemEncryption'],
    safeguard: Safeguard.KEY_DELETION_GUARD,
    rules: ['kms.deletion-needs-mfa'],
    apply: set('AWS::KMS::Key', 'KeyPolicy.Statement.1.Condition', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
  },
  {
    subjects: ['ItemEncryption'],
    safeguard: Safeguard.RETENTION,
    rules: ['kms.retained'],
    apply: (built) => resources(built, 'AWS::KMS::Key').forEach((key) => key.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
];

function onTable(change: (table: CfnResource, built: Built) => void): Sabotage['apply'] {
  return (built) => resources(built, TABLE).forEach((table) => change(table, built));
}

function override(table: CfnResource, path: string, value: unknown): void {
  if (value === undefined) {
    table.addPropertyDeletionOverride(path);
  } else {
    table.addPropertyOverride(path, value);
  }
}

/** Take statements out of the policy of one copy. */
function withoutStatements(table: CfnResource, { stack }: Built, copy: number, sids: readonly string[]): void {
  const replicas = stack.resolve((table as unknown as { replicas: unknown }).replicas) as {
    resourcePolicy: { policyDocument: { Statement: { Sid: string }[] } };
  }[];
  const { Statement } = replicas[copy].resourcePolicy.policyDocument;
  table.addPropertyOverride(`Replicas.${copy}.ResourcePolicy.PolicyDocument.Statement`, Statement.filter(({ Sid }) => !sids.includes(Sid)));
}
