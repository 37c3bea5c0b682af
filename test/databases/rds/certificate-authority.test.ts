import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { warnOfEndingAuthority } from '../../../src/databases/rds/certificate-authority';
import { ENV, rdsInstance, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

function storeWith(caCertificate: rds.CaCertificate): Stack {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { engineOptions: { caCertificate } });
  return stacks.dataStack;
}

test('an authority that has ended is refused', () => {
  expect(thrown(() => storeWith(rds.CaCertificate.RDS_CA_2019))).toBe(
    "SecureRdsInstance 'Data/Orders' cannot be created, 1 problem:\n"
    + '  CA_CERTIFICATE_EXPIRED: `engineOptions.caCertificate` is rds-ca-2019, which ended on 2024-05-08; leave it out for rds-ca-rsa2048-g1');
});

test.each([rds.CaCertificate.RDS_CA_RSA4096_G1, rds.CaCertificate.of('rds-ca-rsa2048-g2')])('%s is taken, without a warning', (authority) => {
  const stack = storeWith(authority);
  Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBInstance', { CACertificateIdentifier: String(authority) });
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('certificate'));
});

test.each<[string, string, number]>([['2058-05-18', 'more than three years before the end', 0], ['2058-05-19', 'within three years of it', 1]])('as of %s, %s, there are so many warnings: %i', (asOf, _title, count) => {
  const stack = new Stack(new App(), 'Stack');
  warnOfEndingAuthority(stack, undefined, asOf);
  expect(Annotations.fromStack(stack).findWarning('/Stack', Match.stringLikeRegexp(
    '^the certificate of the database is signed by rds-ca-rsa2048-g1, which ends on 2061-05-18: clients that verify it cannot connect from then on\\. '
    + 'Let the clients trust the current bundle first')).length).toBe(count);
});
