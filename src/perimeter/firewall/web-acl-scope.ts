/** What a web ACL can be associated with. */
export enum WebAclScope {
  /** Load balancers, API Gateway stages, AppSync APIs and Cognito user pools of the region of its stack. */
  REGIONAL = 'REGIONAL',

  /** CloudFront distributions. The stack must be in us-east-1; CloudFront takes the ARN as `webAclId`. */
  CLOUDFRONT = 'CLOUDFRONT',
}
