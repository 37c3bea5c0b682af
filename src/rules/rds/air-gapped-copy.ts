import { standsAlone, STORES } from './scope';
import { selectable } from './selectable';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { copiesIntoAirGap } from '../backup/air-gap';
import { isSelected } from '../backup-selection';
import { rule } from '../rule';

export const airGappedCopy = rule({
  id: 'rds.air-gapped-copy',
  title: 'Backups of RDS instances and clusters are copied into a logically air-gapped vault',
  why: 'Whoever rules the account of the database rules its vaults too; an air-gapped vault is locked for good, and its backups are restored from any account it is shared with.',
  fix: 'Let a rule of the plan that selects the database have an `AWS::Backup::LogicallyAirGappedBackupVault` in `CopyActions` (`DatabaseBackupPlan`: `copies`).',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-6'), nist80053r5('CP-9')],
  byDefault: false,
  appliesTo: STORES,
  only: standsAlone,
  check: (store, app) => isSelected(store, app, selectable(store), copiesIntoAirGap),
});
