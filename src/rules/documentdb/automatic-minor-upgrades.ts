import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const automaticMinorUpgrades = rule({
  id: 'documentdb.automatic-minor-upgrades',
  title: 'DocumentDB instances do not refuse minor engine versions',
  why: 'Patches close published holes; an instance that refuses them stays open.',
  fix: 'Leave out `AutoMinorVersionUpgrade`, or set it to true, and choose the maintenance window.',
  severity: 'medium',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [cisDatabase('7.7'), nist80053r5('SI-2'), nist80053r5('SI-2(2)'), pciDss('6.3.3')],
  appliesTo: ['AWS::DocDB::DBInstance'],
  check: (instance) => isNotFalse(instance, 'AutoMinorVersionUpgrade'),
});
