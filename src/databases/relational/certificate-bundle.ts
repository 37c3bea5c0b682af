import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const GLOBAL = 'global/global-bundle.pem';

/** A proxy has a certificate of AWS Certificate Manager: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html#rds-proxy-security.tls */
const PROXY_AUTHORITY = 'https://www.amazontrust.com/repository/AmazonRootCA1.pem';

/**
 * Where the certificates of the authorities are.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html, https://docs.amazonaws.cn/en_us/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export function certificateBundleUrl(scope: IConstruct, { proxied }: { readonly proxied: boolean }): string {
  const { region } = Stack.of(scope);
  if (proxied) {
    return PROXY_AUTHORITY;
  }
  // a token is none of them: the bundle of the commercial regions
  if (region.startsWith('cn-')) {
    return `https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/${GLOBAL}`;
  }
  return region.startsWith('us-gov-') ? `https://truststore.pki.us-gov-west-1.rds.amazonaws.com/${GLOBAL}` : `https://truststore.pki.rds.amazonaws.com/${GLOBAL}`;
}
