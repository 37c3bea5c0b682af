import { Aws, CfnRule, Fn, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { WebAclScope } from './web-acl-scope';
import { PropProblems } from '../../core/check-props';
import { known } from '../../core/known';

/** Where everything for CloudFront is created: https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html */
const GLOBAL_REGION = 'us-east-1';

/** What belongs to CloudFront is in one region. */
export function checkGlobal(scope: Construct, webAclScope: WebAclScope | undefined, problems: PropProblems): void {
  const region = known(Stack.of(scope).region);
  problems.when(webAclScope === WebAclScope.CLOUDFRONT && region !== undefined && region !== GLOBAL_REGION, 'CLOUDFRONT_REGION', () => (
    `the stack is in ${region}, web ACLs for CloudFront are created in ${GLOBAL_REGION} only; put it into a stack there, with crossRegionReferences on both`));
}

/** Where the stack has no fixed region, the deployment says what is wrong before WAF does. */
export function assertGlobal(scope: Construct, webAclScope: WebAclScope): void {
  if (webAclScope === WebAclScope.CLOUDFRONT) {
    new CfnRule(scope, 'Region', {
      assertions: [{ assert: Fn.conditionEquals(Aws.REGION, GLOBAL_REGION), assertDescription: `Web ACLs for CloudFront are created in ${GLOBAL_REGION} only` }],
    });
  }
}
