import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { endedAuthority } from '../../facts/certificate-authorities';
import { textOf } from '../../model/value';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const currentCertificateAuthority = rule({
  id: 'rds.current-certificate-authority',
  title: 'The certificate of RDS instances comes from a current authority',
  why: 'Clients that verify certificates cannot connect once the authority has expired, and then somebody switches verification off.',
  fix: 'Leave `CACertificateIdentifier` out for the default of the service, or set it to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1; '
    + '`SecureRdsInstance` does so.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [cisDatabase('3.6'), nist80053r5('SC-8'), pciDss('4.2.1.1')],
  appliesTo: ['AWS::RDS::DBInstance'],
  check: (resource) => expectAt(resource, 'CACertificateIdentifier', (value, at) => {
    const authority = textOf(value);
    const ended = authority === undefined ? undefined : endedAuthority(authority);
    return ended === undefined ? PASS : fail(at, `it is ${authority}, which ended on ${ended}`);
  }),
});
