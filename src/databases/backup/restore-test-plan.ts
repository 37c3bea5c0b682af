import { Duration, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IBackedUpStore } from './backed-up-store';
import { RestoreTests, TestedBackup } from './restore-tests-props';
import { RestoredCopy } from './restored-copy';
import { physicalName } from '../../core/physical-name';
import { closedGroup } from '../../foundation/network/tier-security-groups';

/** What is tested, and how. */
export interface RestoreTestPlanProps {
  readonly tests: RestoreTests;
  readonly stores: readonly IBackedUpStore[];
  readonly vault: backup.IBackupVault;
  readonly vaultKeyArn: string;
}

/** A plan of AWS Backup that restores a backup of each store, with a role for each, into a security group that admits nobody. */
export class RestoreTestPlan extends Construct {
  public readonly planArn: string;

  /** Around the copies of databases; without a group where no store lies in a VPC. */
  public readonly connections: ec2.Connections;

  private readonly groups = new Map<ec2.IVpc, ec2.SecurityGroup>();

  public constructor(scope: Construct, id: string, { tests, stores, vault, vaultKeyArn }: RestoreTestPlanProps) {
    super(scope, id);
    const { schedule, startWindow, selectionWindow, validationWindow, backup: tested } = tests;
    const plan = new backup.CfnRestoreTestingPlan(this, 'Plan', {
      restoreTestingPlanName: nameOf(scope),
      scheduleExpression: (schedule ?? SUNDAY_AFTERNOON).expressionString,
      startWindowHours: (startWindow ?? Duration.hours(8)).toHours(),
      recoveryPointSelection: {
        algorithm: tested ?? TestedBackup.LATEST,
        includeVaults: [vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT'],
        selectionWindowDays: (selectionWindow ?? Duration.days(7)).toDays(),
      },
    });
    this.planArn = plan.attrRestoreTestingPlanArn;
    for (const store of stores) {
      const { arn, restored } = store._backup;
      // ids and names follow the store, so that the order of the stores does not matter: neither can be changed
      const parent = new Construct(this, nameOf(store));
      new backup.CfnRestoreTestingSelection(parent, 'Selection', {
        restoreTestingPlanName: plan.ref,
        restoreTestingSelectionName: nameOf(store),
        protectedResourceType: restored.resourceType,
        protectedResourceArns: [arn],
        iamRoleArn: restoreRole(parent, store, restored.rights(this, vaultKeyArn)).roleArn,
        restoreMetadataOverrides: restored.overrides(this.groupFor(restored)),
        validationWindowHours: validationWindow?.toHours(),
      });
    }
    this.connections = new ec2.Connections({ securityGroups: [...this.groups.values()] });
  }

  private groupFor({ vpc }: RestoredCopy): ec2.SecurityGroup | undefined {
    if (vpc === undefined) {
      return undefined;
    }
    const group = this.groups.get(vpc) ?? closedGroup(this, `Copies-${vpc.node.addr.slice(-8)}`, vpc, 'Restored copies: reached by nobody');
    this.groups.set(vpc, group);
    return group;
  }
}

const SUNDAY_AFTERNOON = events.Schedule.cron({ weekDay: 'SUN', hour: '16', minute: '0' });

/** Letters, digits and underscores, at most 50: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingSelectionForCreate.html */
function nameOf(scope: Construct | IBackedUpStore): string {
  return physicalName(scope, 50).replace(/-/g, '_');
}

/** The role that restores the copies of one store: it names that store's groups and keys, and can do nothing to the store. */
function restoreRole(scope: Construct, store: IBackedUpStore, statements: iam.PolicyStatement[]): iam.Role {
  const role = new iam.Role(scope, 'Role', {
    description: `Restore tests of ${store.node.path}`,
    assumedBy: new iam.ServicePrincipal('backup.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } }),
  });
  new iam.ManagedPolicy(role, 'Policy', { roles: [role], description: `Restore tests of ${store.node.path}`, statements });
  return role;
}
