import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const automaticMinorUpgrades = rule({
  id: 'memorydb.automatic-minor-upgrades',
  title: 'MemoryDB clusters install minor versions automatically',
  why: 'Minor versions close known holes; a cluster that waits for somebody to remember stays open.',
  fix: 'Leave `AutoMinorVersionUpgrade` out or set it to true.',
  severity: 'medium',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [nist80053r5('SI-2')],
  appliesTo: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => isNotFalse(cluster, 'AutoMinorVersionUpgrade'),
});
