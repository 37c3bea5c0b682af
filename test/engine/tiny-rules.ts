import { Safeguard } from '../../src/core/safeguard';
import { atLeast, isTrue } from '../../src/rules/expect';
import { Rule, rule } from '../../src/rules/rule';

const ROW = { why: 'Because.', fix: 'Set `It`.', controls: [], appliesTo: ['AWS::RDS::DBInstance'] };

/** A table of rules that no other test depends on. */
export const ENCRYPTED: Rule = rule({
  ...ROW,
  id: 'tiny.encrypted',
  aliases: ['tiny.encrypted-storage'],
  title: 'Stores are encrypted',
  severity: 'high',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  check: (store) => isTrue(store, 'StorageEncrypted'),
});

export const PROTECTED: Rule = rule({
  ...ROW,
  id: 'tiny.protected',
  title: 'Stores are protected from deletion',
  severity: 'medium',
  safeguard: Safeguard.DELETION_PROTECTION,
  check: (store) => isTrue(store, 'DeletionProtection'),
});

export const BACKED_UP: Rule = rule({
  ...ROW,
  id: 'tiny.backed-up',
  title: 'Stores are backed up',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  only: (store) => store.get('DBClusterIdentifier').kind === 'absent',
  check: (store, _app, { minBackupDays }) => atLeast(store, 'BackupRetentionPeriod', minBackupDays, 'days'),
});

export const CRASHING: Rule = rule({
  ...ROW,
  id: 'tiny.crashing',
  title: 'Rules do not crash',
  severity: 'critical',
  safeguard: Safeguard.ALARMS,
  check: () => {
    throw new Error('no such thing');
  },
});
