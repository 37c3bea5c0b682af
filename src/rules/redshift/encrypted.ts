import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const encrypted = rule({
  id: 'redshift.encrypted',
  title: 'Redshift clusters encrypt their storage',
  why: 'Whoever gets at unencrypted storage, or at a shared snapshot of it, reads the whole warehouse.',
  fix: 'Set `Encrypted: true`, or use `SecureRedshiftCluster`; a living cluster is encrypted by migrating its data.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [fsbp('Redshift.10'), nist80053r5('SC-28'), nist80053r5('SC-28(1)'), nist80053r5('SC-13'),
    nist80053r5('CM-3(6)'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => isTrue(cluster, 'Encrypted'),
});
