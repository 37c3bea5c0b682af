import { Aws, Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ITieredNetwork } from './network';
import { TieredNetwork } from './tiered-network';

/**
 * Let answers to CloudFormation through the S3 endpoint of our network.
 *
 * The answer is put with a link that CloudFormation's own account has signed, which the policy of the endpoint refuses otherwise.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html
 */
export function admitAnswers(network: ITieredNetwork): void {
  if (!(network instanceof TieredNetwork)) {
    return;
  }
  const endpoint = network.node.tryFindChild('S3Endpoint');
  // the name of the bucket carries the region without its hyphens
  const region = Fn.join('', Fn.split('-', Aws.REGION));
  const answers = new iam.PolicyStatement({
    sid: 'AnswersToCloudFormation',
    principals: [new iam.StarPrincipal()],
    actions: ['s3:PutObject'],
    resources: [`arn:${Aws.PARTITION}:s3:::cloudformation-custom-resource-response-${region}/*`],
  });
  if (endpoint instanceof ec2.GatewayVpcEndpoint || endpoint instanceof ec2.InterfaceVpcEndpoint) {
    endpoint.addToPolicy(answers);
  }
}
