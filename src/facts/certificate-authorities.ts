import { SUPPORT_AS_OF } from './rds-engines';

/**
 * The authorities that sign the certificates of RDS and Aurora, and the last day of each.
 *
 * Each region has an authority of its own under the same name; the day is that of the first one to end, as
 * https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem has them.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html#UsingWithRDS.SSL.RegionCertificateAuthorities
 */
export const CERTIFICATE_AUTHORITIES: Readonly<Record<string, string>> = {
  // the day on which RDS took it out of service: http://blogs.aws.amazon.com/security/post/TxJXB60ZF1C1HK/Amazon-RDS-Customers-Update-Your-SSL-Certificates-by-March-23-2015
  'rds-ca-2010': '2015-03-23',
  // https://aws.amazon.com/blogs/database/amazon-rds-customers-update-your-ssl-tls-certificates-by-february-5-2020/
  'rds-ca-2015': '2020-03-05',
  'rds-ca-2019': '2024-05-08',
  'rds-ca-rsa2048-g1': '2061-05-18',
  'rds-ca-rsa4096-g1': '2121-05-18',
  'rds-ca-ecc384-g1': '2121-05-18',
};

/** For so long a server certificate is valid at most, so an authority that ends sooner signs no full one: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
const NOTICE_IN_YEARS = 3;

/** The last day of an authority, if it has passed. Of a name that is not known here, nothing is said: it is younger than this library. */
export function endedAuthority(name: string, asOf = SUPPORT_AS_OF): string | undefined {
  const ends = CERTIFICATE_AUTHORITIES[name];
  return ends !== undefined && ends < asOf ? ends : undefined;
}

/** The last day of an authority, if it comes within three years. */
export function endingAuthority(name: string, asOf = SUPPORT_AS_OF): string | undefined {
  const ends = CERTIFICATE_AUTHORITIES[name];
  const soon = `${Number(asOf.slice(0, 4)) + NOTICE_IN_YEARS}${asOf.slice(4)}`;
  return ends !== undefined && ends >= asOf && ends < soon ? ends : undefined;
}
