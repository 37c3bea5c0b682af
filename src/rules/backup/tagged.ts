import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

/** Where each type takes its tags. */
const TAGS: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'BackupVaultTags', 'AWS::Backup::BackupPlan': 'BackupPlanTags', 'AWS::Backup::ReportPlan': 'ReportPlanTags',
};

export const tagged = rule({
  id: 'backup.tagged',
  title: 'Backup vaults, plans and report plans are tagged',
  why: 'Backups without an owner are kept and paid for by nobody, until somebody deletes the wrong ones; policies that go by tags do not see them.',
  fix: 'Set `BackupVaultTags`, `BackupPlanTags` or `ReportPlanTags`: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  controls: [securityHub('Backup.3'), securityHub('Backup.4'), securityHub('Backup.5'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: Object.keys(TAGS),
  check: (resource) => present(resource, TAGS[resource.type]),
});
