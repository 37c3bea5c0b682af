import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const iamAuthentication = rule({
  id: 'neptune.iam-authentication',
  title: 'Neptune clusters take signed requests only',
  why: 'Without IAM authentication Neptune asks nobody who they are: whoever reaches the port reads and deletes the graph.',
  fix: 'Set `IamAuthEnabled: true`; clients sign their requests with the credentials of a role.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [fsbp('Neptune.7'), cisDatabase('9.4'), nist80053r5('AC-2(1)'), nist80053r5('AC-3'), nist80053r5('AC-3(7)'),
    nist80053r5('AC-6'), pciDss('7.2.5'), pciDss('7.3.2')],
  appliesTo: ['AWS::Neptune::DBCluster'],
  check: (cluster) => isTrue(cluster, 'IamAuthEnabled'),
});
