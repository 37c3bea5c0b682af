import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { MAX_ZONES } from './acl-rule-numbers';
import { PrivateEndpoint } from './private-endpoint';
import { checkPort, checkWebSources } from './tier-security-groups';
import { DEFAULT_MAX_AZS, SUBNET_GROUPS } from './tiered-vpc';
import { PropProblems, quoted } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { Waiver } from '../../core/waiver';

/** Properties of `TieredNetwork`. */
export interface TieredNetworkProps {
  /**
   * The address range of the VPC: `ec2.IpAddresses.cidr('10.1.0.0/16')`, or a pool of IPAM. The prefix is
   * /16 to /23, since room is reserved for three tiers in six zones.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   * @default ec2.IpAddresses.cidr('10.0.0.0/16')
   */
  readonly ipAddresses?: ec2.IIpAddresses;

  /**
   * Most Availability Zones to spread over, 2 to 6. Zones can be added later: the address ranges of the
   * existing subnets stay.
   *
   * A stack without a fixed region gets two zones, whatever the number: the CDK cannot know how many its
   * region has.
   *
   * @default 3
   */
  readonly maxAzs?: number;

  /**
   * NAT gateways, 0 to `maxAzs`. With one or more, the application reaches the internet on port 443; the
   * data subnets never do.
   *
   * @default 0
   */
  readonly natGateways?: number;

  /**
   * TCP port on which the application listens for the load balancers, 1 to 65535: 80, or 443 where the
   * load balancers speak HTTPS to it.
   *
   * @default 80
   */
  readonly appPort?: number;

  /**
   * Who may connect to the web tier, on port 443: address ranges, prefix lists (CloudFront), groups.
   *
   * @default - any IPv4 address
   */
  readonly webSources?: ec2.IPeer[];

  /**
   * The AWS services that the application reaches without the internet.
   *
   * @default PrivateEndpoint.needed()
   */
  readonly endpoints?: PrivateEndpoint[];

  /**
   * Rules per direction that the account may have in one network ACL, 20 to 40: raise the quota first.
   * Each port of a store takes one rule per zone, the default deny takes one.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls
   * @default 20
   */
  readonly networkAclRules?: number;

  /**
   * How much harm a leak or loss of the data would do; sets how long the flow logs are kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * The key of the logs. The policy of an imported key is not changed: its owner must admit
   * `logs.<region>.amazonaws.com`.
   *
   * @default - a new `DataKey`, if there are logs
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Safeguards that are deliberately left off: `FLOW_LOGS`, `NETWORK_ACL`,
   * `CLOSED_DEFAULT_SECURITY_GROUP`, `PRIVATE_ENDPOINTS`.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

/** The quota, and how far AWS raises it: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls */
export const ACL_RULES = { min: 20, max: 40 };

// AWS takes /16 to /28; 18 subnets of the smallest size, /28, need a /23.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
const PREFIX = { min: 16, max: 23 };

/** The safeguards of a network, and which of them are waived. */
export function hardeningFor(props: TieredNetworkProps, problems: PropProblems): Hardening {
  return new Hardening({
    construct: 'TieredNetwork',
    classification: props.classification,
    safeguards: [
      Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS, Safeguard.NETWORK_ACL, Safeguard.FLOW_LOGS,
      Safeguard.CLOSED_DEFAULT_SECURITY_GROUP, Safeguard.PRIVATE_ENDPOINTS, Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY,
    ],
    waivers: props.waivers,
  }, problems);
}

/** Collect what is wrong with the props. */
export function checkNetwork(props: TieredNetworkProps, hardening: Hardening, problems: PropProblems): void {
  checkAddresses(props.ipAddresses, problems);
  problems.mustBeKnown('maxAzs', props.maxAzs, 'MAX_AZS_UNKNOWN', 'pass a number from 2 to 6');
  problems.wholeNumber('maxAzs', props.maxAzs, { code: 'MAX_AZS_OUT_OF_RANGE', min: 2, max: MAX_ZONES, instead: 'leave it out for 3' });
  problems.mustBeKnown('natGateways', props.natGateways, 'NAT_GATEWAYS_UNKNOWN', 'pass a number, or leave it out for none');
  problems.wholeNumber('natGateways', props.natGateways, {
    code: 'NAT_GATEWAYS_OUT_OF_RANGE', min: 0, max: known(props.maxAzs) ?? DEFAULT_MAX_AZS, instead: 'more gateways than zones serve nobody',
  });
  checkPort('appPort', props.appPort, 'pass the port of the application, or leave it out for 80', problems);
  checkWebSources(props.webSources, problems);
  checkEndpoints(props.endpoints, hardening, problems);
  problems.mustBeKnown('networkAclRules', props.networkAclRules, 'NETWORK_ACL_RULES_UNKNOWN', 'pass the quota of the account as a number');
  problems.wholeNumber('networkAclRules', props.networkAclRules, {
    ...ACL_RULES, code: 'NETWORK_ACL_RULES_OUT_OF_RANGE', instead: 'leave it out for the default quota of 20',
  });
}

function checkAddresses(ipAddresses: ec2.IIpAddresses | undefined, problems: PropProblems): void {
  if (!ipAddresses) {
    return;
  }
  const { cidrBlock, ipv4NetmaskLength } = ipAddresses.allocateVpcCidr();
  const prefix = known(cidrBlock)?.split('/')[1] ?? known(ipv4NetmaskLength);
  if (prefix !== undefined && !(Number(prefix) >= PREFIX.min && Number(prefix) <= PREFIX.max)) {
    problems.add('CIDR_INVALID', `\`ipAddresses\` is ${quoted(known(cidrBlock) ?? `/${prefix}`)}, a prefix from /${PREFIX.min} to /${PREFIX.max} is allowed; `
      + "pass ec2.IpAddresses.cidr('10.0.0.0/16')");
  } else if (cidrBlock === undefined) {
    checkRoom(ipAddresses, problems);
  }
}

/**
 * A pool of IPAM may lack the size of a subnet, or leave too little room for all of them.
 *
 * Pools only: a fixed range keeps account of what it has given, and would give other ranges to the VPC.
 */
function checkRoom(pool: ec2.IIpAddresses, problems: PropProblems): void {
  const requestedSubnets = Object.values(SUBNET_GROUPS).flatMap((name) => Array.from({ length: MAX_ZONES }, (_, zone) => ({
    availabilityZone: `zone-${zone}`, configuration: { name, subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, subnetConstructId: `${name}${zone}`,
  })));
  try {
    pool.allocateSubnetsCidr({ vpcCidr: '10.0.0.0/16', requestedSubnets });
  } catch (error) {
    problems.add('CIDR_WITHOUT_ROOM', `\`ipAddresses\` cannot be divided into ${requestedSubnets.length} subnets, three tiers in ${MAX_ZONES} zones: `
      + `${(error as Error).message}; pass a larger range or smaller subnets`);
  }
}

function checkEndpoints(endpoints: PrivateEndpoint[] | undefined, hardening: Hardening, problems: PropProblems): void {
  const names = endpoints?.map(({ serviceName }) => serviceName) ?? [];
  problems.when(endpoints?.length === 0, 'ENDPOINTS_EMPTY',
    () => '`endpoints` is empty; leave it out for PrivateEndpoint.needed(), or waive Safeguard.PRIVATE_ENDPOINTS');
  for (const repeated of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    problems.add('ENDPOINT_REPEATED', `\`endpoints\` names ${quoted(repeated)} more than once; one endpoint serves all subnets, keep one`);
  }
  problems.when(endpoints !== undefined && !hardening.keeps(Safeguard.PRIVATE_ENDPOINTS), 'ENDPOINTS_WAIVED',
    () => '`endpoints` is given, but Safeguard.PRIVATE_ENDPOINTS is waived; drop one of the two');
}
