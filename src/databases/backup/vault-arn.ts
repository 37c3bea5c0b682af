import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { VaultPlace } from './backed-up-store';
import { known } from '../../core/known';

/** ARNs of backup vaults: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html */
export const VAULT_ARN = /^arn:[a-z-]+:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w.-]{2,50}$/;

/** Where a vault lies; of one that only deployment knows, the region of the stack is assumed and nothing said of the account. */
export function placeOf(scope: IConstruct, vaultArn: string): VaultPlace {
  const { region: ownRegion, account: ownAccount } = Stack.of(scope);
  const [, , , region, account] = known(vaultArn)?.split(':') ?? [];
  const own = known(ownAccount);
  return { region: region ?? ownRegion, ownAccount: account === undefined || own === undefined ? undefined : account === own };
}
