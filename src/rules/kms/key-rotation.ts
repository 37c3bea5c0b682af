import { isSymmetric } from './scope';
import { cisFoundations, hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const keyRotation = rule({
  id: 'kms.key-rotation',
  title: 'Customer managed keys rotate their key material',
  why: 'Without rotation all data of all years hangs on one piece of key material.',
  fix: 'Set `EnableKeyRotation: true`, or use `DataKey`.',
  severity: 'medium',
  safeguard: Safeguard.KEY_ROTATION,
  controls: [securityHub('KMS.4'), cisFoundations('3.6'), nist80053r5('SC-12'), nist80053r5('SC-12(2)'), nist80053r5('SC-28(3)'), pciDss('3.7.4'),
    pciDss('3.7.5'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::KMS::Key'],
  only: isSymmetric,
  check: (resource) => isTrue(resource, 'EnableKeyRotation'),
});
