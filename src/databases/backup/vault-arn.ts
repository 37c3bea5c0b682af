import { ArnFormat, Fn, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { VaultPlace } from './backed-up-store';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';

/** ARNs of backup vaults: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html */
export const VAULT_ARN = /^arn:[a-z-]+:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w.-]{2,50}$/;

/** Where a vault lies; of one that only deployment knows, deployment finds the region, and nothing is said of the account. */
export function placeOf(scope: IConstruct, vaultArn: string): VaultPlace {
  const { account: ownAccount } = Stack.of(scope);
  const [, , , region, account] = known(vaultArn)?.split(':') ?? [];
  const own = known(ownAccount);
  return { region: region ?? Fn.select(3, Fn.split(':', vaultArn)), ownAccount: account === undefined || own === undefined ? undefined : account === own };
}

/** The name of the vault of a plan. */
export function nameOfVault(plan: IConstruct): string {
  return physicalName(plan, 50);
}

/** The ARN of the vault of a plan, by its name: who is named by it needs not wait for the vault. */
export function arnOfVault(plan: IConstruct): string {
  return Stack.of(plan).formatArn({ service: 'backup', resource: 'backup-vault', resourceName: nameOfVault(plan), arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
