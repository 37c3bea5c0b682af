import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { MAX_ZONES } from './acl-rule-numbers';
import { Tier } from './network';

export const DEFAULT_MAX_AZS = 3;

/** Names of the subnet groups: they are part of the logical ids. */
export const SUBNET_GROUPS: Readonly<Record<Tier, string>> = { [Tier.WEB]: 'Web', [Tier.APP]: 'App', [Tier.DATA]: 'Data' };

/** How a VPC is laid out. */
export interface VpcLayout {
  readonly ipAddresses?: ec2.IIpAddresses;
  readonly maxAzs?: number;
  readonly natGateways?: number;
  readonly closesDefaultGroup: boolean;
}

/** A VPC in three tiers of subnets. */
export function tieredVpc(scope: Construct, layout: VpcLayout): ec2.Vpc {
  const natGateways = layout.natGateways ?? 0;
  const zones = Math.min(Stack.of(scope).availabilityZones.length, layout.maxAzs ?? DEFAULT_MAX_AZS);
  return new ec2.Vpc(scope, 'Vpc', {
    ipAddresses: layout.ipAddresses ?? ec2.IpAddresses.cidr('10.0.0.0/16'),
    maxAzs: zones,
    // A further zone takes reserved room. Without it, every subnet would get another range, and be replaced.
    reservedAzs: MAX_ZONES - zones,
    natGateways,
    restrictDefaultSecurityGroup: layout.closesDefaultGroup,
    subnetConfiguration: [
      { name: SUBNET_GROUPS[Tier.WEB], subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
      { name: SUBNET_GROUPS[Tier.APP], subnetType: natGateways > 0 ? ec2.SubnetType.PRIVATE_WITH_EGRESS : ec2.SubnetType.PRIVATE_ISOLATED },
      { name: SUBNET_GROUPS[Tier.DATA], subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
  });
}
