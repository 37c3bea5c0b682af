import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const automaticMinorUpgrades = rule({
  id: 'neptune.automatic-minor-upgrades',
  title: 'Neptune instances install minor engine versions automatically',
  why: 'Minor versions close published holes; an instance that waits for somebody to install them stays open.',
  fix: 'Set `AutoMinorVersionUpgrade: true` and choose the maintenance window.',
  severity: 'medium',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [nist80053r5('SI-2'), nist80053r5('SI-2(2)'), nist80053r5('SI-2(4)'), nist80053r5('SI-2(5)'), pciDss('6.3.3')],
  appliesTo: ['AWS::Neptune::DBInstance'],
  check: (instance) => isTrue(instance, 'AutoMinorVersionUpgrade'),
});
