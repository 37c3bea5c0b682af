import { Aws, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { OpenSearchMultiAz, SecureOpenSearchDomainProps } from '../../../src/databases/opensearch/opensearch-props';
import { SecureOpenSearchDomain } from '../../../src/databases/opensearch/secure-opensearch-domain';
import { ITieredNetwork } from '../../../src/foundation/network/network';
import { ENV, TwoStacks, twoStacks } from '../../support/fixtures';

const VERSION = opensearch.EngineVersion.OPENSEARCH_3_1;
const { WITH_STANDBY } = OpenSearchMultiAz;
const OLD = [Waiver.of(Safeguard.SUPPORTED_ENGINE, 'upgraded in two steps')];
const ALONE = [Waiver.of(Safeguard.HIGH_AVAILABILITY, 'preview environment, rebuilt nightly')];

const DASHBOARDS = { userPoolId: 'eu-west-1_abcDEF123', identityPoolId: 'eu-west-1:1111-2222', role: { roleArn: 'arn:aws:iam::111111111111:role/cognito' } as iam.IRole };

// one network serves all tests: a refused store creates nothing
let stacks: TwoStacks;
let accepted = 0;
// what every domain would make again
let around: { readonly alerts: sns.ITopic; readonly encryptionKey: kms.IKey };
beforeAll(() => {
  stacks = twoStacks(ENV);
  around = { alerts: new sns.Topic(stacks.networkStack, 'Alerts'), encryptionKey: new kms.Key(stacks.networkStack, 'Key') };
});

function domain(props: Partial<SecureOpenSearchDomainProps>, id = 'Refused'): SecureOpenSearchDomain {
  return new SecureOpenSearchDomain(stacks.dataStack, id, { network: stacks.network, version: VERSION, ...props });
}

/** The message with which a store is refused. */
function refusal(props: Partial<SecureOpenSearchDomainProps>): string {
  const before = stacks.dataStack.node.children.length;
  try {
    domain(props);
  } catch (error) {
    expect(stacks.dataStack.node.children).toHaveLength(before);
    return (error as Error).message;
  }
  throw new Error('the store was created');
}

/** Classes with the smallest and the largest volume that AWS lists for them. */
const VOLUMES: [string, number, number][] = [
  ['c7g.large', 10, 256], ['m5.large', 10, 1024], ['m8g.medium', 10, 512], ['r6g.12xlarge', 10, 24_576], ['r7g.large', 10, 1536], ['r8g.16xlarge', 10, 36_864],
  ['or1.large', 20, 1532], ['om2.large', 20, 768], ['t3.small', 10, 100],
];
const VOLUME = (gib: number, min: number, max: number, type: string) => (
  `VOLUME_OUT_OF_RANGE: \`storage.volumeGib\` is ${gib} GiB, a whole number from ${min} to ${max} GiB is allowed; correct it, leave it out, or take another class than ${type}.search`);

const one = (problem: string) => `SecureOpenSearchDomain 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`;
const version = (text: string) => opensearch.EngineVersion.openSearch(text);

/** A network with data subnets in the given zones only. */
function zones(...names: string[]): ITieredNetwork {
  const subnets = names.map((availabilityZone, index) => (
    { availabilityZone, subnetId: `subnet-${index}`, node: { path: `Network/Data${index}` } }) as unknown as ec2.ISubnet);
  return { vpc: { publicSubnets: [], env: ENV }, subnets: () => subnets } as unknown as ITieredNetwork;
}

test.each<[string, Partial<SecureOpenSearchDomainProps>, string]>([
  ['Elasticsearch', { version: opensearch.EngineVersion.ELASTICSEARCH_7_10 },
    "ENGINE_UNSUPPORTED: `version` is 'Elasticsearch_7.10', allowed are versions of OpenSearch; take opensearch.EngineVersion.OPENSEARCH_3_1"],
  ['a version past its support', { version: opensearch.EngineVersion.OPENSEARCH_2_9 },
    'ENGINE_OUT_OF_SUPPORT: `version` is OpenSearch_2.9, whose standard support ended on 2025-11-07; take OpenSearch_2.11 or later, or waive Safeguard.SUPPORTED_ENGINE'],
  ['a version that is a token', { version: version(Aws.STACK_NAME) },
    'ENGINE_VERSION_UNKNOWN: `version` is only known at deployment (a token), but it decides what is built; pass an opensearch.EngineVersion'],
  ['a name of two characters', { domainName: 'ab' },
    "DOMAIN_NAME_INVALID: `domainName` is 'ab', allowed are 3 to 28 lower-case letters, digits and hyphens, starting with a letter; leave it out for a derived name"],
  ['a name of 29 characters', { domainName: 'a'.repeat(29) },
    `DOMAIN_NAME_INVALID: \`domainName\` is '${'a'.repeat(29)}', allowed are 3 to 28 lower-case letters, digits and hyphens, starting with a letter; leave it out for a derived name`],
  ['a name that starts with a digit', { domainName: '1logs' },
    "DOMAIN_NAME_INVALID: `domainName` is '1logs', allowed are 3 to 28 lower-case letters, digits and hyphens, starting with a letter; leave it out for a derived name"],
  ['a name that is a token', { domainName: Aws.STACK_NAME },
    'DOMAIN_NAME_UNKNOWN: `domainName` is only known at deployment (a token), but it decides what is built; pass plain text, since policies name the domain'],
  ['two data nodes', { network: zones('a', 'b'), nodes: { dataNodes: 2 } },
    'DATA_NODES_TOO_FEW: `nodes.dataNodes` is 2, a whole number of at least 3 is needed; leave it out for the default, or waive Safeguard.HIGH_AVAILABILITY'],
  ['no data node', { nodes: { dataNodes: 0 }, waivers: ALONE },
    'DATA_NODES_TOO_FEW: `nodes.dataNodes` is 0, a whole number of at least 1 is needed; leave it out for the default'],
  ['four data nodes in three zones', { nodes: { dataNodes: 4 } },
    'DATA_NODES_UNEVEN: `nodes.dataNodes` is 4, a multiple of 3 is needed to lie evenly in 3 zones; take 6'],
  ['five data nodes in two zones', { network: zones('a', 'b'), nodes: { dataNodes: 5 } },
    'DATA_NODES_UNEVEN: `nodes.dataNodes` is 5, a multiple of 2 is needed to lie evenly in 2 zones; take 6'],
  ...[2, 4, 6].map((masterNodes): [string, Partial<SecureOpenSearchDomainProps>, string] => [`${masterNodes} masters`, { nodes: { masterNodes } },
    `MASTER_NODES_INVALID: \`nodes.masterNodes\` is ${masterNodes}, allowed are 3 or 5; an even number cannot elect a leader when half of them are gone`]),
  ['masters without availability', { nodes: { masterNodes: 3 }, waivers: ALONE },
    'MASTER_NODES_WAIVED: `nodes.masterNodes` is set, and Safeguard.HIGH_AVAILABILITY is waived; remove one of the two'],
  ['a network of one zone', { network: zones('a', 'a') },
    'ZONES_TOO_FEW: `network` has data subnets in 1 zones, at least 2 are needed; add zones to the network, or waive Safeguard.HIGH_AVAILABILITY'],
  ['a network without data subnets', { network: zones(), waivers: ALONE },
    'ZONES_TOO_FEW: `network` has data subnets in 0 zones, at least 1 are needed; add zones to the network'],
  ['a class of EC2', { nodes: { dataInstanceType: 'r6g.large' } },
    "INSTANCE_TYPE_INVALID: `nodes.dataInstanceType` is 'r6g.large', allowed are classes of the service, which end in .search; pass for example r6g.large.search"],
  ['masters that cannot encrypt', { nodes: { masterInstanceType: 't2.small.search' } },
    'INSTANCE_TYPE_WITHOUT_ENCRYPTION: `nodes.masterInstanceType` is t2.small.search, whose storage cannot be encrypted; take a later generation, for example r6g.large.search'],
  ['a class that is a token', { nodes: { dataInstanceType: Aws.STACK_NAME } },
    'INSTANCE_TYPE_UNKNOWN: `nodes.dataInstanceType` is only known at deployment (a token), but it decides what is built; pass plain text, for example r6g.large.search'],
  ['a volume for a class with disks of its own', { nodes: { dataInstanceType: 'i3.large.search' }, storage: {} },
    'STORAGE_UNSUPPORTED: `storage` is set, but nodes of class i3.large.search have disks of their own and take no volume; remove it'],
  ['9 GiB', { storage: { volumeGib: 9 } },
    VOLUME(9, 10, 2048, 'r6g.large')],
  ['half a GiB', { storage: { volumeGib: 10.5 } },
    VOLUME(10.5, 10, 2048, 'r6g.large')],
  ...VOLUMES.flatMap(([type, min, max]): [string, Partial<SecureOpenSearchDomainProps>, string][] => [min - 1, max + 1].map((volumeGib) => (
    [`${volumeGib} GiB for ${type}`, { nodes: { dataInstanceType: `${type}.search` }, storage: { volumeGib } }, VOLUME(volumeGib, min, max, type)]))),
  ['a class that takes no gp3 volume', { nodes: { dataInstanceType: 'm4.large.search' } },
    'INSTANCE_TYPE_WITHOUT_GP3: `nodes.dataInstanceType` is m4.large.search, which takes no volume of type gp3; take a later generation, for example r6g.large.search'],
  ['1005 data nodes in three zones', { nodes: { dataNodes: 1005 } },
    'DATA_NODES_TOO_MANY: `nodes.dataNodes` is 1005, at most 1002 of class r6g.large.search are allowed in 3 zones; take fewer, of a larger class'],
  ['670 data nodes in two zones', { network: zones('a', 'b'), nodes: { dataNodes: 670 } },
    'DATA_NODES_TOO_MANY: `nodes.dataNodes` is 670, at most 668 of class r6g.large.search are allowed in 2 zones; take fewer, of a larger class'],
  ['335 data nodes in one zone', { waivers: ALONE, nodes: { dataNodes: 335 } },
    'DATA_NODES_TOO_MANY: `nodes.dataNodes` is 335, at most 334 of class r6g.large.search are allowed in 1 zones; take fewer, of a larger class'],
  ['twelve burstable data nodes', { nodes: { dataNodes: 12, dataInstanceType: 't3.medium.search' } },
    'DATA_NODES_TOO_MANY: `nodes.dataNodes` is 12, at most 10 of class t3.medium.search are allowed in 3 zones; take fewer, of a larger class'],
  ['a standby in two zones', { network: zones('a', 'b'), nodes: { multiAz: WITH_STANDBY } },
    'STANDBY_ZONES_TOO_FEW: `network` has data subnets in 2 zones, but a domain with a standby needs 3; add zones to the network, give the stack a region '
    + '(without one the CDK knows of two zones), or remove `nodes.multiAz`'],
  ['a standby without availability', { waivers: ALONE, nodes: { multiAz: WITH_STANDBY } },
    'STANDBY_WAIVED: `nodes.multiAz` asks for a standby zone, and Safeguard.HIGH_AVAILABILITY is waived; remove one of the two'],
  ['a standby with five masters', { nodes: { multiAz: WITH_STANDBY, masterNodes: 5 } },
    'STANDBY_MASTERS: `nodes.masterNodes` is 5, but a domain with a standby has 3; leave it out'],
  ['a standby with masters that are a token', { nodes: { multiAz: WITH_STANDBY, masterNodes: Token.asNumber({ Ref: 'Masters' }) } },
    'STANDBY_MASTERS: `nodes.masterNodes` is a token, but a domain with a standby has 3; leave it out'],
  ['a standby with four data nodes', { nodes: { multiAz: WITH_STANDBY, dataNodes: 4 } },
    'DATA_NODES_UNEVEN: `nodes.dataNodes` is 4, a multiple of 3 is needed to lie evenly in 3 zones; take 6'],
  ['a standby of an old version', { version: version('1.2'), waivers: OLD, nodes: { multiAz: WITH_STANDBY } },
    'STANDBY_UNSUPPORTED: `version` is OpenSearch_1.2, but a domain with a standby needs OpenSearch 1.3 or later; take a later version'],
  ['a standby with burstable masters', { nodes: { multiAz: WITH_STANDBY, masterInstanceType: 't3.medium.search' } },
    'STANDBY_INSTANCE_TYPE: `nodes.masterInstanceType` is t3.medium.search, which cannot stand by; take a current class that is not burstable, for example r6g.large.search'],
  ['2999 operations', { storage: { iops: 2999 } },
    'IOPS_TOO_LOW: `storage.iops` is 2999 operations per second, a whole number of at least 3000 operations per second is allowed; raise it or leave it out'],
  ['124 MiB per second', { storage: { throughput: 124 } },
    'THROUGHPUT_TOO_LOW: `storage.throughput` is 124 MiB per second, a whole number of at least 125 MiB per second is allowed; raise it or leave it out'],
  ['a window at 24:00', { offPeakStart: '24:00' },
    "OFF_PEAK_START_INVALID: `offPeakStart` is '24:00', allowed are times as hh:mm in UTC, from 00:00 to 23:59; pass for example '22:00'"],
  ['a window that is a token', { offPeakStart: Aws.STACK_NAME },
    "OFF_PEAK_START_UNKNOWN: `offPeakStart` is only known at deployment (a token), but it decides what is built; pass plain text, for example '22:00'"],
  ['a user pool without its region', { dashboards: { ...DASHBOARDS, userPoolId: 'abc' } },
    "USER_POOL_INVALID: `dashboards.userPoolId` is 'abc', allowed are ids such as eu-west-1_abcDEF123; pass `userPool.userPoolId`"],
  ['a user pool of 56 characters', { dashboards: { ...DASHBOARDS, userPoolId: `eu_${'a'.repeat(53)}` } },
    `USER_POOL_INVALID: \`dashboards.userPoolId\` is 'eu_${'a'.repeat(53)}', allowed are ids such as eu-west-1_abcDEF123; pass \`userPool.userPoolId\``],
  ['an identity pool without its region', { dashboards: { ...DASHBOARDS, identityPoolId: '1111' } },
    "IDENTITY_POOL_INVALID: `dashboards.identityPoolId` is '1111', allowed are ids such as eu-west-1:11111111-2222-3333-4444-555555555555; "
    + 'pass the `ref` of the identity pool'],
  ['an identity pool of 56 characters', { dashboards: { ...DASHBOARDS, identityPoolId: `eu:${'1'.repeat(53)}` } },
    `IDENTITY_POOL_INVALID: \`dashboards.identityPoolId\` is 'eu:${'1'.repeat(53)}', allowed are ids such as eu-west-1:11111111-2222-3333-4444-555555555555; `
    + 'pass the `ref` of the identity pool'],
  ['a waiver for protected data', { classification: DataClassification.PROTECTED, waivers: [Waiver.of(Safeguard.LOG_EXPORTS, 'logs are too expensive here')] },
    'WAIVER_FORBIDDEN: Safeguard.LOG_EXPORTS is waived, but data classified as protected allows only Safeguard.HIGH_AVAILABILITY, Safeguard.ALARMS, '
    + 'Safeguard.AUTOMATIC_PATCHING; remove the waiver or lower `classification`'],
  ['a waiver of what the service does not have', { waivers: [Waiver.of(Safeguard.DELETION_PROTECTION, 'rebuilt every night')] },
    'WAIVER_UNKNOWN_HERE: Safeguard.DELETION_PROTECTION is waived, but SecureOpenSearchDomain does not provide it; allowed are only '
    + 'Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.RETENTION, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS, Safeguard.ALARMS, '
    + 'Safeguard.AUTOMATIC_PATCHING, Safeguard.SUPPORTED_ENGINE'],
])('refuses %s', (_name, props, problem) => {
  expect(refusal(props)).toBe(one(problem));
});

test.each<[string, Partial<SecureOpenSearchDomainProps>]>([
  ['a name of 3 characters', { domainName: 'abc' }],
  ['a name of 28 characters', { domainName: 'a'.repeat(28) }],
  ['three data nodes', { nodes: { dataNodes: 3 } }],
  ['one data node without availability', { nodes: { dataNodes: 1 }, waivers: ALONE }],
  ['three masters', { nodes: { masterNodes: 3 } }],
  ['five masters', { nodes: { masterNodes: 5 } }],
  ['10 GiB', { storage: { volumeGib: 10 } }],
  ...VOLUMES.flatMap(([type, min, max]): [string, Partial<SecureOpenSearchDomainProps>][] => [min, max].map((volumeGib) => (
    [`${volumeGib} GiB for ${type}`, { nodes: { dataInstanceType: `${type}.search` }, storage: { volumeGib } }]))),
  ['a volume of a class that AWS does not list', { nodes: { dataInstanceType: 'r9g.large.search' }, storage: { volumeGib: 99_999 } }],
  ['1002 data nodes', { nodes: { dataNodes: 1002 } }],
  ['334 data nodes in one zone', { nodes: { dataNodes: 334 }, waivers: ALONE }],
  ['nine burstable data nodes', { nodes: { dataNodes: 9, dataInstanceType: 't3.medium.search' } }],
  ['a standby with three masters and six data nodes', { nodes: { multiAz: WITH_STANDBY, masterNodes: 3, dataNodes: 6 } }],
  ['a standby of nodes with disks of their own', { nodes: { multiAz: WITH_STANDBY, dataInstanceType: 'r6gd.large.search' } }],
  ['a standby of 1.3', { version: version('1.3'), nodes: { multiAz: WITH_STANDBY } }],
  ['3000 operations', { storage: { iops: 3000 } }],
  ['125 MiB per second', { storage: { throughput: 125 } }],
  ['a window at 00:00', { offPeakStart: '00:00' }],
  ['a window at 23:59', { offPeakStart: '23:59' }],
  ['the first version in support', { version: version('2.11') }],
  ['1.3, which is supported longer than its successors', { version: version('1.3') }],
  ['pools of 55 characters', { dashboards: { ...DASHBOARDS, userPoolId: `eu_${'a'.repeat(52)}`, identityPoolId: `eu:${'1'.repeat(52)}` } }],
  ['sizes that are tokens', { nodes: { dataNodes: Token.asNumber({ Ref: 'Nodes' }) }, storage: { volumeGib: Token.asNumber({ Ref: 'Gib' }) } }],
])('takes %s', (_name, props) => {
  accepted += 1;
  expect(() => domain({ ...around, ...props }, `Accepted${accepted}`)).not.toThrow();
});

test('reports all problems at once', () => {
  expect(refusal({ domainName: 'ab', nodes: { masterNodes: 4, dataInstanceType: 'm3.medium.search' } })).toMatch(/cannot be created, 3 problems:/);
});
