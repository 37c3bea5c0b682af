import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { auroraAlarms } from './aurora-alarms';
import { auroraEvents } from './aurora-events';
import { AuroraBlueprint, memberIdentifiers, readersOf, renderAccess, renderDurability, renderMembers, renderObservation, renderOrigin } from './aurora-render';
import { Safeguard } from '../../core/safeguard';
import { StoreAlarm, storeAlarms } from '../../foundation/alerts/store-alarms';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { Tier } from '../../foundation/network/network';
import { IDataStore } from '../data-store';
import { SecureRdsProxy } from '../proxy/secure-rds-proxy';
import { warnOfEndingAuthority } from '../rds/certificate-authority';
import { refusedLoginAlarm } from '../rds/rds-login-alarms';
import { hardenedParameters, warnOfReboots } from '../rds/rds-parameters';
import { warnOfEndingSupport } from '../relational/ending-support';

/** Create a cluster with its groups, after the log groups that RDS would create without encryption and retention. */
export function createCluster(scope: Construct, blueprint: AuroraBlueprint, securityGroup: ec2.SecurityGroup): rds.DatabaseCluster {
  const { props, facts, hardening, identifier, port } = blueprint;
  const { network, engine } = props;
  warnOfReboots(scope, facts.family, props.parameters);
  warnOfEndingAuthority(scope);
  warnOfEndingSupport(scope, facts, engine.engineVersion?.majorVersion);
  const vpcSubnets = { subnets: network.subnets(Tier.DATA) };
  // the groups must outlive a cluster that outlives the stack
  const removalPolicy = hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const description = `Hardened ${facts.engine} of ${scope.node.path}`;
  securityGroup.applyRemovalPolicy(removalPolicy);
  const cluster = new rds.DatabaseCluster(scope, 'Cluster', {
    ...renderMembers(blueprint),
    ...renderAccess(blueprint),
    ...renderDurability(scope, blueprint),
    ...renderObservation(scope, blueprint),
    engine,
    clusterIdentifier: identifier,
    defaultDatabaseName: props.naming?.databaseName,
    port,
    vpc: network.vpc,
    vpcSubnets,
    securityGroups: [securityGroup],
    subnetGroup: new rds.SubnetGroup(scope, 'SubnetGroup', { description, vpc: network.vpc, vpcSubnets, removalPolicy }),
    parameterGroup: new rds.ParameterGroup(scope, 'ParameterGroup', {
      engine, description, parameters: hardenedParameters(facts, hardening, props.parameters), removalPolicy,
    }),
  });
  renderOrigin(blueprint, cluster.node.defaultChild as rds.CfnDBCluster);
  cluster.node.addDependency(...createLogGroups(scope, blueprint));
  return cluster;
}

function createLogGroups(scope: Construct, { facts, hardening, identifier, key }: AuroraBlueprint): Construct[] {
  const exported = hardening.keeps(Safeguard.LOG_EXPORTS) ? facts.logExports : [];
  return exported.map((log) => encryptedLogGroup(scope, `Log-${log}`, {
    logGroupName: `/aws/rds/cluster/${identifier}/${log}`, key, classification: hardening.classification,
  }));
}

/** The proxy in front of a cluster, where one is asked for. */
export function createProxy(scope: Construct, alerts: sns.ITopic, blueprint: AuroraBlueprint): SecureRdsProxy | undefined {
  const { props, hardening, facts, identifier, key, port } = blueprint;
  const options = props.engineOptions?.proxy;
  return options && SecureRdsProxy._create(scope, 'Proxy', options, {
    network: props.network,
    engine: facts.engine,
    key,
    alerts,
    hardening,
    // without groups, since the rule between the two groups is ours
    target: (proxy) => rds.ProxyTarget.fromCluster(rds.DatabaseCluster.fromDatabaseClusterAttributes(proxy, 'Target', {
      clusterIdentifier: identifier, engine: props.engine, port,
    })),
  });
}

/** Watch a cluster: alarms, those of its place in a global database among them, refused logins, events. */
export function watchCluster(
  store: IDataStore & Construct, cluster: rds.DatabaseCluster, blueprint: AuroraBlueprint, further: readonly StoreAlarm[] = [],
): void {
  const { props: { parameters }, hardening, facts, capacity, secondary } = blueprint;
  if (hardening.keeps(Safeguard.ALARMS)) {
    const sizing = { engine: facts.engine, size: capacity._size, readers: readersOf(blueprint), secondary: secondary !== undefined, parameters };
    storeAlarms(store, store.alerts, [...auroraAlarms(store, sizing), ...further]);
    refusedLoginAlarm(store, store.alerts, blueprint);
  }
  if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
    auroraEvents(store, store.alerts, cluster);
  }
}

/** The cluster, its members, and manual snapshots that are named after it; automatic ones cannot be deleted by hand. */
export function protectedArns(scope: Construct, blueprint: AuroraBlueprint): string[] {
  const arn = (resource: string, resourceName: string) => Stack.of(scope).formatArn({
    service: 'rds', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const { identifier } = blueprint;
  return [arn('cluster', identifier), ...memberIdentifiers(blueprint).map((member) => arn('db', member)), arn('cluster-snapshot', `${identifier}-*`)];
}
