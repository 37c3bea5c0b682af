import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { StoreBackup } from './backed-up-store';
import { VaultCopy } from './database-backup-plan-props';
import { keyRights } from './key-rights';
import { placeOf } from './vault-arn';

/** What is backed up, and where it goes. */
export interface BackupWays {
  readonly stores: readonly StoreBackup[];
  readonly copies: readonly VaultCopy[];
  readonly vaultArn: string;
  readonly vaultKeyArn: string;
}

/** Create the role of AWS Backup: it may back up these stores into these vaults. */
export function backupRole(scope: Construct, ways: BackupWays): iam.Role {
  const role = new iam.Role(scope, 'Role', {
    description: `AWS Backup for the stores of ${scope.node.path}`,
    assumedBy: new iam.ServicePrincipal('backup.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } }),
  });
  new iam.ManagedPolicy(role, 'Policy', { roles: [role], description: `Backups of ${scope.node.path}`, statements: backupRights(scope, ways) });
  return role;
}

// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
function backupRights(scope: IConstruct, { stores, copies, vaultArn, vaultKeyArn }: BackupWays): iam.PolicyStatement[] {
  const kinds = [...new Set(stores.map(({ kind }) => kind))];
  const places = copies.map((copy) => placeOf(scope, copy.vaultArn));
  const keys = [...new Set([...stores.flatMap(({ keyArn }) => keyArn ?? []), vaultKeyArn, ...copies.map((copy) => copy.encryptionKeyArn)])];
  return [
    ...kinds.flatMap((kind) => kind.rights(scope, stores.filter((store) => store.kind === kind), places)),
    new iam.PolicyStatement({
      sid: 'FillVaults', actions: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'], resources: [vaultArn, ...copies.map((copy) => copy.vaultArn)],
    }),
    ...keyRights(scope, keys, {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      services: [...kinds.map(({ service }) => service), 'backup'],
      regions: [Stack.of(scope).region, ...places.map(({ region }) => region)],
    }),
  ];
}
