import { Annotations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { endedAuthority, endingAuthority } from '../../facts/certificate-authorities';

/** What the constructs choose: every region and engine has it, and it is what RDS itself takes. */
export const DEFAULT_AUTHORITY = rds.CaCertificate.RDS_CA_RSA2048_G1;

/** Report an authority that has ended. */
export function checkAuthority(given: rds.CaCertificate | undefined, problems: PropProblems): void {
  const name = known(given)?.toString() ?? '';
  const text = known(given?.toString());
  problems.when(text !== undefined && !/^rds-ca-[a-z0-9-]+$/.test(text), 'CA_CERTIFICATE_INVALID',
    () => `\`engineOptions.caCertificate\` is ${quoted(name)}, allowed are names that begin with rds-ca-; leave it out for ${DEFAULT_AUTHORITY}`);
  const ended = endedAuthority(name);
  problems.when(ended !== undefined, 'CA_CERTIFICATE_EXPIRED',
    () => `\`engineOptions.caCertificate\` is ${name}, which ended on ${ended}; leave it out for ${DEFAULT_AUTHORITY}`);
}

/** Say that an authority ends within three years, in time for the clients to trust another one. */
export function warnOfEndingAuthority(scope: Construct, given: rds.CaCertificate = DEFAULT_AUTHORITY, asOf?: string): void {
  const name = known(given)?.toString() ?? '';
  const ends = endingAuthority(name, asOf);
  if (ends !== undefined) {
    Annotations.of(scope).addWarningV2('cdk-hardened-databases:certificate-authority-ends',
      `the certificate of the database is signed by ${name}, which ends on ${ends}: clients that verify it cannot connect from then on. `
      + 'Let the clients trust the current bundle first (https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem), then choose a later authority');
  }
}
