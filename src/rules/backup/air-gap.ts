import { someRule } from './plan-rules';
import { at, itemsOf, Value } from '../../model/value';
import { any, fail, PASS, undecided, Verdict } from '../verdict';

const VAULT = 'AWS::Backup::LogicallyAirGappedBackupVault';

/** Some rule of a plan copies into a logically air-gapped vault; of a vault outside the app nobody can tell its kind. */
export function copiesIntoAirGap(plan: Value): Verdict {
  return plan.kind === 'reference'
    ? someRule(plan.resource, (body, where) => any(
      ...itemsOf(at(body, 'TargetLogicallyAirGappedBackupVaultArn')).map(() => PASS),
      ...itemsOf(at(body, 'CopyActions')).flatMap((copy) => itemsOf(at(copy, 'DestinationBackupVaultArn'))).map((vault) => isAirGapped(vault, where)),
      fail(where, 'it copies into no logically air-gapped vault'),
    ))
    : undecided('AWS::Backup::BackupPlan', 'the plan is not part of this app');
}

function isAirGapped(vault: Value, where: string): Verdict {
  return vault.kind !== 'reference' ? undecided(where, 'it copies into a vault outside of this app, whose kind cannot be seen')
    : vault.resource.type === VAULT ? PASS : fail(where, `it copies into ${vault.resource.label}, which is no logically air-gapped vault`);
}
