import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Tier } from 'cdk-hardened-databases';
import { ThreeTierWebApp } from './app';

/**
 * Six mistakes that people make in a hurry, each through an escape hatch and so past the constructs.
 *
 * Nothing stops the code; the checks read the templates and do.
 */
export function weaken({ data, shared }: ThreeTierWebApp): void {
  const { orders } = data;
  const { network } = shared;
  const instance = orders.instance.node.defaultChild as rds.CfnDBInstance;

  // "the health check should reach the database directly"
  new ec2.CfnSecurityGroupIngress(data, 'Shortcut', {
    groupId: orders.securityGroup.securityGroupId,
    sourceSecurityGroupId: network.webSecurityGroup.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: orders.port,
    toPort: orders.port,
    description: 'Health check',
  });

  // "the old client cannot do TLS"
  findChild(orders, rds.CfnDBParameterGroup.isCfnDBParameterGroup).addPropertyOverride('Parameters.require_secure_transport', '0');

  // "deletion protection is in the way of the tests"
  instance.addPropertyOverride('DeletionProtection', false);

  // "just for an hour, to connect from my laptop"
  const subnets = network.subnets(Tier.WEB).map(({ subnetId }) => subnetId);
  findChild(orders, rds.CfnDBSubnetGroup.isCfnDBSubnetGroup).addPropertyOverride('SubnetIds', subnets);

  // "the default key is good enough"
  instance.addPropertyDeletionOverride('KmsKeyId');

  // "backups slow the import down"
  instance.addPropertyOverride('BackupRetentionPeriod', 0);
}

/** The first resource of a kind below a construct. */
function findChild<T>(orders: ThreeTierWebApp['data']['orders'], isKind: (candidate: unknown) => candidate is T): T {
  return orders.node.findAll().find(isKind) as T;
}
