import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** A way from one group into another. */
export interface GroupConnection {
  readonly from: ec2.ISecurityGroup;
  readonly to: ec2.ISecurityGroup;

  /** The TCP port. */
  readonly port: number;
  readonly description: string;
}

/** Connect two groups by resources of the scope's stack, whichever stacks hold the groups. */
export function connectGroups(scope: Construct, id: string, { from, to, port, description }: GroupConnection): void {
  const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port, description };
  new ec2.CfnSecurityGroupEgress(scope, id, { ...rule, groupId: from.securityGroupId, destinationSecurityGroupId: to.securityGroupId });
  new ec2.CfnSecurityGroupIngress(scope, `${id}Ingress`, { ...rule, groupId: to.securityGroupId, sourceSecurityGroupId: from.securityGroupId });
}
