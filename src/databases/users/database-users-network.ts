import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { DatabaseUsersProps } from './database-users-props';
import { connectGroups } from '../../foundation/network/connect-groups';
import { ITieredNetwork } from '../../foundation/network/network';
import { closedGroup, HTTPS } from '../../foundation/network/tier-security-groups';
import { TieredNetwork } from '../../foundation/network/tiered-network';

/**
 * The security group of the function: it reaches the server, the endpoints, and S3 for its answers.
 *
 * The rules are resources of their own in this stack, also those into the groups of the server and of the
 * endpoints: the network and the store may live in other stacks, which then do not depend on this one.
 */
export function functionGroup(scope: Construct, { server, network, s3PrefixList }: DatabaseUsersProps): ec2.SecurityGroup {
  const group = closedGroup(scope, 'SecurityGroup', network.vpc, 'Makes database users: reaches the server and AWS endpoints, reached by nobody');
  const connect = (id: string, to: ec2.ISecurityGroup, port: number, what: string) => (
    connectGroups(scope, id, { from: group, to, port, description: `Database users to ${what}` }));
  server._parts.securityGroups.forEach((target, index) => connect(`ToServer${index || ''}`, target, server._parts.port, 'database server'));
  const endpoints = endpointGroup(network);
  if (endpoints) {
    connect('ToEndpoints', endpoints, HTTPS, 'VPC endpoints');
  }
  const addresses = s3PrefixList ? ec2.Peer.prefixList(s3PrefixList.prefixListId) : ec2.Peer.anyIpv4();
  group.addEgressRule(addresses, ec2.Port.tcp(HTTPS), 'HTTPS to S3, where CloudFormation waits for the answer');
  return group;
}

function endpointGroup(network: ITieredNetwork): ec2.ISecurityGroup | undefined {
  return network instanceof TieredNetwork ? network.endpointSecurityGroup : undefined;
}
