import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { DataTierAcl } from './data-tier-acl';
import { ITieredNetwork, StoreAccess } from './network';
import { PropProblems } from '../../core/check-props';
import { checkStage } from '../home-region';

/** The groups of the tiers that are there before any store. */
export interface TierGroups {
  readonly webSecurityGroup: ec2.SecurityGroup;
  readonly appSecurityGroup: ec2.SecurityGroup;
}

/** What the chain of groups depends on. */
export interface TierChain {
  readonly vpc: ec2.IVpc;
  readonly appPort: number;
  readonly webSources?: ec2.IPeer[];
}

export const HTTPS = 443;
export const DEFAULT_APP_PORT = 80;

/**
 * A group whose egress is closed.
 *
 * A group without an egress rule of its own is opened to everywhere when it is created, even if rules
 * follow as separate resources; and the CDK drops its placeholder as soon as such a rule follows. So the
 * group carries a rule that matches nothing: packets to the loopback address never leave their host.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
export function closedGroup(scope: Construct, id: string, vpc: ec2.IVpc, description: string): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(scope, id, { vpc, description, allowAllOutbound: false });
  group.addEgressRule(ec2.Peer.ipv4('127.0.0.1/32'), ec2.Port.tcp(HTTPS), 'Nowhere: without a rule here everything would be open');
  return group;
}

/**
 * The groups of the web and the app tier, and the rules between them.
 *
 * The rules are made by the connections of the groups, not as bare resources: a construct that connects
 * the same groups again (a target group does) finds them and does not write a duplicate, which EC2 refuses.
 */
export function tierGroups(scope: Construct, { vpc, appPort, webSources }: TierChain): TierGroups {
  const webSecurityGroup = closedGroup(scope, 'WebSecurityGroup', vpc, 'Web tier: load balancers, reached by HTTPS only');
  const appSecurityGroup = closedGroup(scope, 'AppSecurityGroup', vpc, 'App tier: the application, reached from the web tier only');
  for (const source of webSources ?? [ec2.Peer.anyIpv4()]) {
    webSecurityGroup.addIngressRule(source, ec2.Port.tcp(HTTPS), 'HTTPS from clients');
  }
  webSecurityGroup.connections.allowTo(appSecurityGroup, ec2.Port.tcp(appPort), 'Web tier to app tier');
  return { webSecurityGroup, appSecurityGroup };
}

/** Where a store is admitted. */
export interface Admission {
  readonly network: ITieredNetwork;

  /** The network ACL of the data tier; none where somebody else keeps it. */
  readonly acl?: DataTierAcl;
}

/** Create the group of a store, the way into it from the tier or proxy in front, and its entries in the network ACL. */
export function admitStore({ network, acl }: Admission, store: Construct, port: number, access: StoreAccess = {}): ec2.SecurityGroup {
  const problems = new PropProblems('SecurityGroup', store, GROUP_ID);
  const proxy = access.behind;
  checkStore(network, store, problems);
  checkPort('port', port, 'pass the port that the store listens on', problems);
  if (proxy) {
    acl?.checkBehindProxy(port, problems);
  } else {
    acl?.check(port, problems);
  }
  problems.throwIfAny();

  // written into the stack of the store, also when the network has another one
  const group = closedGroup(store, GROUP_ID, network.vpc, `Data store, reached from ${proxy ? 'its proxy' : 'the app tier'} only`);
  if (proxy) {
    acl?.admitBehindProxy();
    group.connections.allowFrom(proxy, ec2.Port.tcp(port), 'Proxy to data store');
  } else {
    acl?.admit(port);
    group.connections.allowFrom(network.appSecurityGroup, ec2.Port.tcp(port), 'App tier to data store');
  }
  return group;
}

/** Where a store listens, and its proxy, if there is one. */
export interface StorePorts {
  readonly port: number;
  readonly proxyPort?: number;
}

/** Collect what speaks against a store that is yet to be made, so that nothing of it is made in vain. */
export function checkAdmission({ network, acl }: Admission, scope: Construct, { port, proxyPort }: StorePorts, problems: PropProblems): void {
  checkStage(scope, network, problems);
  acl?.check(proxyPort ?? port, problems);
  if (proxyPort !== undefined) {
    acl?.checkBehindProxy(port, problems, acl.admits(proxyPort) ? 0 : 1);
  }
}

/** A TCP port. */
export function checkPort(name: string, port: number | undefined, instead: string, problems: PropProblems): void {
  problems.wholeNumber(name, port, { code: name === 'port' ? 'STORE_PORT_INVALID' : 'APP_PORT_INVALID', min: 1, max: 65535, instead });
}

/** Sources of the web tier. */
export function checkWebSources(sources: ec2.IPeer[] | undefined, problems: PropProblems): void {
  problems.when(sources?.length === 0, 'WEB_SOURCES_EMPTY',
    () => '`webSources` is empty, so that nobody would reach the web tier; name at least one peer, or leave it out to admit any IPv4 address');
}

const GROUP_ID = 'SecurityGroup';

function checkStore(network: ITieredNetwork, store: Construct, problems: PropProblems): void {
  problems.when(store.node.tryFindChild(GROUP_ID) !== undefined, 'STORE_ADMITTED_TWICE',
    () => `'${store.node.path}' has a child '${GROUP_ID}' already; call createStoreSecurityGroup once for each store`);
  checkStage(store, network, problems);
}

