import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { messageOf } from './fixture';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { TieredNetworkProps } from '../../../src/foundation/network/tiered-network-props';

const stack = new Stack(new App(), 'Net');
const token = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;

function refusal(props: TieredNetworkProps): string {
  return messageOf(() => new TieredNetwork(stack, 'Network', props));
}

function ipam(ipv4NetmaskLength: number, defaultSubnetIpv4NetmaskLength?: number): ec2.IIpAddresses {
  return ec2.IpAddresses.awsIpamAllocation({ ipv4IpamPoolId: 'ipam-pool-0123456789abcdef0', ipv4NetmaskLength, defaultSubnetIpv4NetmaskLength });
}

afterEach(() => {
  expect(stack.node.tryFindChild('Network')).toBeUndefined();
});

test.each<[string, TieredNetworkProps, string]>([
  ['an address range of /15', { ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/15') },
    "CIDR_INVALID: `ipAddresses` is '10.0.0.0/15', a prefix from /16 to /23 is allowed; pass ec2.IpAddresses.cidr('10.0.0.0/16')"],
  ['an address range of /24', { ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/24') },
    "CIDR_INVALID: `ipAddresses` is '10.0.0.0/24', a prefix from /16 to /23 is allowed; pass ec2.IpAddresses.cidr('10.0.0.0/16')"],
  ['a pool that gives a /24', { ipAddresses: ipam(24, 28) },
    "CIDR_INVALID: `ipAddresses` is '/24', a prefix from /16 to /23 is allowed; pass ec2.IpAddresses.cidr('10.0.0.0/16')"],
  ['a pool without the size of a subnet', { ipAddresses: ipam(16) },
    'CIDR_WITHOUT_ROOM: `ipAddresses` cannot be divided into 18 subnets, three tiers in 6 zones: If you have not set a cidr for all subnets in this case '
    + 'you must set a defaultCidrMask in AwsIpam Options; pass a larger range or smaller subnets'],
  ['a pool with subnets that are too large', { ipAddresses: ipam(20, 24) },
    'CIDR_WITHOUT_ROOM: `ipAddresses` cannot be divided into 18 subnets, three tiers in 6 zones: IP space of size /20 not big enough to allocate subnets of sizes '
    + `${Array.from({ length: 18 }, () => '/24').join(',')}; pass a larger range or smaller subnets`],
  ['one zone', { maxAzs: 1 }, 'MAX_AZS_OUT_OF_RANGE: `maxAzs` is 1, a whole number from 2 to 6 is allowed; leave it out for 3'],
  ['seven zones', { maxAzs: 7 }, 'MAX_AZS_OUT_OF_RANGE: `maxAzs` is 7, a whole number from 2 to 6 is allowed; leave it out for 3'],
  ['a broken number of zones', { maxAzs: 2.5 }, 'MAX_AZS_OUT_OF_RANGE: `maxAzs` is 2.5, a whole number from 2 to 6 is allowed; leave it out for 3'],
  ['zones known at deployment', { maxAzs: token },
    'MAX_AZS_UNKNOWN: `maxAzs` is only known at deployment (a token), but it decides what is built; pass a number from 2 to 6'],
  ['a negative number of gateways', { natGateways: -1 },
    'NAT_GATEWAYS_OUT_OF_RANGE: `natGateways` is -1, a whole number from 0 to 3 is allowed; more gateways than zones serve nobody'],
  ['more gateways than zones', { natGateways: 3, maxAzs: 2 },
    'NAT_GATEWAYS_OUT_OF_RANGE: `natGateways` is 3, a whole number from 0 to 2 is allowed; more gateways than zones serve nobody'],
  ['gateways known at deployment', { natGateways: token },
    'NAT_GATEWAYS_UNKNOWN: `natGateways` is only known at deployment (a token), but it decides what is built; pass a number, or leave it out for none'],
  ['port 0', { appPort: 0 },
    'APP_PORT_INVALID: `appPort` is 0, a whole number from 1 to 65535 is allowed; pass the port of the application, or leave it out for 80'],
  ['port 65536', { appPort: 65536 },
    'APP_PORT_INVALID: `appPort` is 65536, a whole number from 1 to 65535 is allowed; pass the port of the application, or leave it out for 80'],
  ['no web sources', { webSources: [] },
    'WEB_SOURCES_EMPTY: `webSources` is empty, so that nobody would reach the web tier; name at least one peer, or leave it out to admit any IPv4 address'],
  ['no endpoints', { endpoints: [] },
    'ENDPOINTS_EMPTY: `endpoints` is empty; leave it out for PrivateEndpoint.needed(), or waive Safeguard.PRIVATE_ENDPOINTS'],
  ['the same endpoint twice', { endpoints: [PrivateEndpoint.s3(), PrivateEndpoint.s3Interface()] },
    "ENDPOINT_REPEATED: `endpoints` names 's3' more than once; one endpoint serves all subnets, keep one"],
  ['endpoints that are waived', {
    endpoints: PrivateEndpoint.needed(),
    waivers: [Waiver.of(Safeguard.PRIVATE_ENDPOINTS, 'all traffic passes the inspection VPC')],
  }, 'ENDPOINTS_WAIVED: `endpoints` is given, but Safeguard.PRIVATE_ENDPOINTS is waived; drop one of the two'],
  ['a quota below what AWS gives', { networkAclRules: 19 },
    'NETWORK_ACL_RULES_OUT_OF_RANGE: `networkAclRules` is 19, a whole number from 20 to 40 is allowed; leave it out for the default quota of 20'],
  ['a quota above what AWS gives', { networkAclRules: 41 },
    'NETWORK_ACL_RULES_OUT_OF_RANGE: `networkAclRules` is 41, a whole number from 20 to 40 is allowed; leave it out for the default quota of 20'],
  ['a quota known at deployment', { networkAclRules: token },
    'NETWORK_ACL_RULES_UNKNOWN: `networkAclRules` is only known at deployment (a token), but it decides what is built; pass the quota of the account as a number'],
  ['a waiver of something else', { waivers: [Waiver.of(Safeguard.BACKUPS, 'there is nothing to back up here')] },
    'WAIVER_UNKNOWN_HERE: Safeguard.BACKUPS is waived, but TieredNetwork does not provide it; allowed are only Safeguard.NETWORK_ACL, '
    + 'Safeguard.FLOW_LOGS, Safeguard.CLOSED_DEFAULT_SECURITY_GROUP, Safeguard.PRIVATE_ENDPOINTS'],
])('refuses %s', (_title, props, problem) => {
  expect(refusal(props)).toBe(`TieredNetwork 'Net/Network' cannot be created, 1 problem:\n  ${problem}`);
});

test('all problems are told at once', () => {
  expect(refusal({ maxAzs: 1, natGateways: 9, appPort: -1, webSources: [], endpoints: [], networkAclRules: 0 }))
    .toBe(`TieredNetwork 'Net/Network' cannot be created, 6 problems:
  MAX_AZS_OUT_OF_RANGE: \`maxAzs\` is 1, a whole number from 2 to 6 is allowed; leave it out for 3
  NAT_GATEWAYS_OUT_OF_RANGE: \`natGateways\` is 9, a whole number from 0 to 1 is allowed; more gateways than zones serve nobody
  APP_PORT_INVALID: \`appPort\` is -1, a whole number from 1 to 65535 is allowed; pass the port of the application, or leave it out for 80
  WEB_SOURCES_EMPTY: \`webSources\` is empty, so that nobody would reach the web tier; name at least one peer, or leave it out to admit any IPv4 address
  ENDPOINTS_EMPTY: \`endpoints\` is empty; leave it out for PrivateEndpoint.needed(), or waive Safeguard.PRIVATE_ENDPOINTS
  NETWORK_ACL_RULES_OUT_OF_RANGE: \`networkAclRules\` is 0, a whole number from 20 to 40 is allowed; leave it out for the default quota of 20`);
});
