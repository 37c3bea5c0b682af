import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * What Lambda needs to attach the function to the network, and a denial for the code itself.
 *
 * The actions know no resource when Lambda checks the role. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function networkInterfaces(scope: Construct, functionName: string): iam.PolicyStatement[] {
  const actions = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets', 'DeleteNetworkInterface', 'AssignPrivateIpAddresses',
    'UnassignPrivateIpAddresses'].map((action) => `ec2:${action}`);
  const arn = Stack.of(scope).formatArn({ service: 'lambda', resource: 'function', resourceName: functionName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return [
    new iam.PolicyStatement({ sid: 'NetworkInterfaces', actions, resources: ['*'] }),
    new iam.PolicyStatement({
      sid: 'NotFromWithin', effect: iam.Effect.DENY, actions, resources: ['*'], conditions: { ArnEquals: { 'lambda:SourceFunctionArn': arn } },
    }),
  ];
}
