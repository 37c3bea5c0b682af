/** The name under which IAM knows identity pools of the commercial regions. */
export const COGNITO_HOST = 'cognito-identity.amazonaws.com';

/**
 * The other names, by region: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 *
 * The documentation of the China regions leaves the name out; it is that of the endpoint, as the AWS SDKs for mobile apps spell it.
 */
export const COGNITO_HOSTS: Readonly<Record<string, string>> = {
  'us-gov-west-1': 'cognito-identity-us-gov.amazonaws.com',
  'us-gov-east-1': 'cognito-identity.us-gov-east-1.amazonaws.com',
  'cn-north-1': 'cognito-identity.cn-north-1.amazonaws.com.cn',
};
