import { Aws, Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DatabaseUsersProps } from './database-users-props';
import { ITieredNetwork } from '../../foundation/network/network';
import { closedGroup } from '../../foundation/network/tier-security-groups';
import { TieredNetwork } from '../../foundation/network/tiered-network';

const HTTPS = 443;

/**
 * The security group of the function: it reaches the server, the endpoints, and S3 for its answers.
 *
 * The rules are resources of their own in this stack, also those into the groups of the server and of the
 * endpoints: the network and the store may live in other stacks, which then do not depend on this one.
 */
export function functionGroup(scope: Construct, { server, network, s3PrefixList }: DatabaseUsersProps): ec2.SecurityGroup {
  const group = closedGroup(scope, 'SecurityGroup', network.vpc, 'Makes database users: reaches the server and AWS endpoints, reached by nobody');
  server._parts.securityGroups.forEach((target, index) => connect(scope, `ToServer${index || ''}`, group, target, server._parts.port, 'database server'));
  const endpoints = endpointGroup(network);
  if (endpoints) {
    connect(scope, 'ToEndpoints', group, endpoints, HTTPS, 'VPC endpoints');
  }
  const addresses = s3PrefixList ? ec2.Peer.prefixList(s3PrefixList.prefixListId) : ec2.Peer.anyIpv4();
  group.addEgressRule(addresses, ec2.Port.tcp(HTTPS), 'HTTPS to S3, where CloudFormation waits for the answer');
  return group;
}

function endpointGroup(network: ITieredNetwork): ec2.ISecurityGroup | undefined {
  return network instanceof TieredNetwork ? network.endpointSecurityGroup : undefined;
}

function connect(scope: Construct, id: string, from: ec2.ISecurityGroup, to: ec2.ISecurityGroup, port: number, what: string): void {
  const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
  new ec2.CfnSecurityGroupEgress(scope, id, {
    ...rule, groupId: from.securityGroupId, destinationSecurityGroupId: to.securityGroupId, description: `Database users to ${what}`,
  });
  new ec2.CfnSecurityGroupIngress(scope, `${id}Ingress`, {
    ...rule, groupId: to.securityGroupId, sourceSecurityGroupId: from.securityGroupId, description: `Database users to ${what}`,
  });
}

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
