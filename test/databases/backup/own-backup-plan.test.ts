import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { IBackedUpStore } from '../../../src/databases/backup/backed-up-store';
import { DatabaseBackupPlan } from '../../../src/databases/backup/database-backup-plan';
import { DataStoreProps } from '../../../src/databases/data-store';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { MaintenanceWindows } from '../../../src/databases/maintenance-windows';
import { DeletionGuard } from '../../../src/foundation/deletion/deletion-guard';
import { auroraCluster, ENV, rdsInstance, twoStacks, TwoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

type OwnStore = IBackedUpStore & Construct & { readonly backupPlan?: DatabaseBackupPlan };

/** Every store that has a plan of its own. */
const STORES: Record<string, (stacks: TwoStacks, props?: Partial<DataStoreProps>) => OwnStore> = {
  SecureRdsInstance: (stacks, props) => rdsInstance(stacks, props),
  SecureAuroraCluster: (stacks, props) => auroraCluster(stacks, props),
  SecureDynamoTable: ({ dataStack }, props) => new SecureDynamoTable(dataStack, 'Orders', { ...TABLE, ...props }),
};

const TABLE = { partitionKey: { name: 'customer', type: 'S' as never } };
const EACH = Object.entries(STORES);
const REASON = 'the organisation plans backups by tags';
const VAULT = 'AWS::Backup::BackupVault';
const PLAN = 'AWS::Backup::BackupPlan';

/** Logical ids that a template refers to and does not have. */
function dangling(template: Template): string[] {
  const { Resources: resources } = template.toJSON() as { Resources: object };
  const names = [...JSON.stringify(resources).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"([^"]+)"/g)].map(([, name]) => name);
  return names.filter((name) => !name.startsWith('AWS::') && !(name in resources));
}

describe.each(EACH)('%s', (name, make) => {
  test('has a plan of its own by default: daily, kept for 35 days, in a locked vault, told to the topic of the store', () => {
    const stacks = twoStacks(ENV);
    const store = make(stacks);
    const template = Template.fromStack(stacks.dataStack);
    expect(store.backupPlan?.node.path).toBe(`${store.node.path}/BackupPlan`);
    expect(store.backupPlan?.alerts).toBe(store.alerts);
    template.resourceCountIs(VAULT, 1);
    template.hasResource(VAULT, { DeletionPolicy: 'Retain', Properties: { LockConfiguration: { MinRetentionDays: 7 }, AccessPolicy: Match.anyValue() } });
    template.hasResourceProperties(PLAN, {
      BackupPlan: { BackupPlanRule: [{ ScheduleExpression: 'cron(0 6 * * ? *)', Lifecycle: { DeleteAfterDays: 35 } }] },
    });
    template.hasResourceProperties('AWS::Backup::BackupSelection', { BackupSelection: { Resources: [stacks.dataStack.resolve(store.backupArn)] } });
  });

  test('gives it up to a plan of the app, and leaves nothing of it behind, not with a guard either', () => {
    const stacks = twoStacks(ENV);
    const store = make(stacks, { deletionGuard: new DeletionGuard(stacks.dataStack, 'Guard') });
    const plans = ['Daily', 'Monthly'].map((id) => new DatabaseBackupPlan(stacks.dataStack, id, { stores: [store] }));
    expect(store.backupPlan).toBe(plans[0]);
    expect(store.node.tryFindChild('BackupPlan')).toBeUndefined();
    const template = Template.fromStack(stacks.dataStack);
    template.resourceCountIs(VAULT, 2);
    expect(dangling(template)).toEqual([]);
  });

  test('keeps it once somebody has been given it: a later plan is refused', () => {
    const stacks = twoStacks(ENV);
    const store = make(stacks);
    store.backupPlan!.grantStart(new iam.Role(stacks.dataStack, 'Pipeline', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(thrown(() => new DatabaseBackupPlan(stacks.dataStack, 'Backups', { stores: [store] }))).toBe(
      "DatabaseBackupPlan 'Data/Backups' cannot be created, 1 problem:\n"
      + '  STORE_PLAN_IN_USE: `stores[0]` is Data/Orders, whose own plan is in use: its `backupPlan` has been read; make this plan before that, or leave the store out');
    expect(dangling(Template.fromStack(stacks.dataStack))).toEqual([]);
  });

  test('has none when that is waived, and is still taken by a plan of the app', () => {
    const stacks = twoStacks(ENV);
    const store = make(stacks, { waivers: [Waiver.of(Safeguard.BACKUP_PLAN, REASON)] });
    expect(store.backupPlan).toBeUndefined();
    const plan = new DatabaseBackupPlan(stacks.dataStack, 'Backups', { stores: [store] });
    expect(store.backupPlan).toBe(plan);
  });

  test('is not left behind with a vault that cannot be deleted', () => {
    const stacks = twoStacks(ENV);
    expect(thrown(() => make(stacks, { waivers: [Waiver.of(Safeguard.RETENTION, REASON)] }))).toBe(
      `${name} 'Data/Orders' cannot be created, 1 problem:\n`
      + '  BACKUP_PLAN_RETAINED: Safeguard.RETENTION is waived, but a vault that holds backups cannot be deleted with its stack; '
      + 'waive Safeguard.BACKUP_PLAN as well, or keep both');
    expect(stacks.dataStack.node.tryFindChild('Orders')).toBeUndefined();
  });

  test('hands its classification and its guard on', () => {
    const stacks = twoStacks(ENV);
    const guard = new DeletionGuard(stacks.dataStack, 'Guard');
    make(stacks, { classification: DataClassification.PROTECTED, deletionGuard: guard });
    const template = Template.fromStack(stacks.dataStack);
    template.hasResourceProperties(VAULT, { LockConfiguration: { MinRetentionDays: 35 } });
    expect(JSON.stringify(guard.denyPolicies.map((policy) => stacks.dataStack.resolve(policy.document)))).toContain('backup:DeleteBackupVault');
  });
});

test('the vault of an instance or a cluster has the key of the store, that of a table one of its own', () => {
  const keyOf = (make: typeof STORES[string]) => {
    const stacks = twoStacks(ENV);
    const store = make(stacks) as OwnStore & { readonly encryptionKey: unknown };
    return store.backupPlan!.encryptionKey === store.encryptionKey;
  };
  expect(EACH.map(([name, make]) => [name, keyOf(make)])).toEqual([['SecureRdsInstance', true], ['SecureAuroraCluster', true], ['SecureDynamoTable', false]]);
});

const TOKEN = (stack: Stack) => new CfnParameter(stack, 'Window').valueAsString;
test.each<[string, MaintenanceWindows | ((stack: Stack) => MaintenanceWindows), string]>([
  ['the default window', {}, 'cron(0 6 * * ? *)'],
  ['a window before midnight', { backup: '22:30-23:30' }, 'cron(30 2 * * ? *)'],
  ['a window that only deployment knows', (stack) => ({ backup: TOKEN(stack) }), 'cron(0 6 * * ? *)'],
])('it begins four hours after %s', (_name, windows, expected) => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { windows: typeof windows === 'function' ? windows(stacks.dataStack) : windows });
  Template.fromStack(stacks.dataStack).hasResourceProperties(PLAN, { BackupPlan: { BackupPlanRule: [{ ScheduleExpression: expected }] } });
});

test('a store whose events go nowhere has a plan that tells nobody', () => {
  const stacks = twoStacks(ENV);
  const store = rdsInstance(stacks, { waivers: [Waiver.of(Safeguard.EVENT_NOTIFICATIONS, 'watched by another system')] });
  expect(store.backupPlan!.undelivered).toBeUndefined();
  Template.fromStack(stacks.dataStack).resourceCountIs('AWS::Events::Rule', 0);
});

test('works without a region and an account, and for stores in another stack than the plan', () => {
  const app = new App();
  const stacks = twoStacks(undefined, app);
  const orders = rdsInstance(stacks);
  const plan = new DatabaseBackupPlan(new Stack(app, 'Backups'), 'Plan', { stores: [orders] });
  const template = Template.fromStack(Stack.of(plan));
  expect(orders.backupPlan).toBe(plan);
  Template.fromStack(stacks.dataStack).resourceCountIs(VAULT, 0);
  template.resourceCountIs(VAULT, 1);
});
