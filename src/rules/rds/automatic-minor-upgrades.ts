import { isAurora, STORES } from './scope';
import { cisDatabase, cisFoundations, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const automaticMinorUpgrades = rule({
  id: 'rds.automatic-minor-upgrades',
  title: 'RDS instances and clusters install minor engine versions automatically',
  why: 'Minor versions close published holes; a database that waits for somebody to install them stays open.',
  fix: 'Leave `AutoMinorVersionUpgrade` at true and choose the maintenance window, or use `SecureRdsInstance`.',
  severity: 'high',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [fsbp('RDS.13'), fsbp('RDS.35'), cisDatabase('3.8'), cisFoundations('2.2.2'), nist80053r5('SI-2'), nist80053r5('SI-2(2)'),
    nist80053r5('SI-2(4)'), nist80053r5('SI-2(5)'), pciDss('6.3.3')],
  appliesTo: STORES,
  // an Aurora cluster is patched when all its members are set so; members are judged one by one
  only: (resource) => !isAurora(resource),
  check: (resource) => isNotFalse(resource, 'AutoMinorVersionUpgrade'),
});
