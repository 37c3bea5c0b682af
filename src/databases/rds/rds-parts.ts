import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { auditUploads } from './audit-upload';
import { warnOfEndingAuthority } from './certificate-authority';
import { decidedParameters, portsOf } from './db2-parameters';
import { hardenedParameters, warnOfReboots } from './rds-parameters';
import { RdsBlueprint, renderOptions } from './rds-render';
import { Safeguard } from '../../core/safeguard';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { Tier } from '../../foundation/network/network';
import { SecureRdsProxy } from '../proxy/secure-rds-proxy';
import { warnOfEndingSupport } from '../relational/ending-support';

/** The groups that an instance or a replica belongs to. */
export interface RdsGroups {
  readonly parameterGroup: rds.ParameterGroup;
  readonly subnetGroup: rds.SubnetGroup;
  readonly optionGroup?: rds.OptionGroup;
}

/**
 * Create the groups of an instance.
 *
 * Their names are generated, so that a new major version, whose family replaces the groups, gets its own before the old ones go.
 */
export function createGroups(scope: Construct, blueprint: RdsBlueprint, securityGroup: ec2.SecurityGroup): RdsGroups {
  const { props, facts, hardening } = blueprint;
  const { engine, network } = props;
  // the groups must outlive an instance that outlives the stack
  const removalPolicy = hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const description = `Hardened ${facts.engine} of ${scope.node.path}`;
  warnOfReboots(scope, facts.family, props.parameters);
  warnOfEndingAuthority(scope, props.engineOptions?.caCertificate);
  warnOfEndingSupport(scope, facts, engine.engineVersion?.majorVersion);
  const configurations = [...renderOptions(blueprint), ...auditUploads(scope, blueprint)];
  const optionGroup = configurations.length === 0 ? undefined : new rds.OptionGroup(scope, 'OptionGroup', { engine, description, configurations });
  // RDS deletes no option group as long as a snapshot refers to it, and the last one does
  optionGroup?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  securityGroup.applyRemovalPolicy(removalPolicy);
  return {
    optionGroup,
    parameterGroup: new rds.ParameterGroup(scope, 'ParameterGroup', {
      engine,
      description,
      removalPolicy,
      parameters: hardenedParameters(facts, hardening, props.parameters, decidedParameters(props, facts, hardening)),
    }),
    subnetGroup: new rds.SubnetGroup(scope, 'SubnetGroup', {
      description, vpc: network.vpc, vpcSubnets: { subnets: network.subnets(Tier.DATA) }, removalPolicy,
    }),
  };
}

/** The proxy in front of an instance, where one is asked for. */
export function createProxy(scope: Construct, alerts: sns.ITopic, blueprint: RdsBlueprint): SecureRdsProxy | undefined {
  const { props, hardening, facts, identifier, key } = blueprint;
  const options = props.engineOptions?.proxy;
  return options && SecureRdsProxy._create(scope, 'Proxy', options, {
    network: props.network,
    engine: facts.engine,
    key,
    alerts,
    hardening,
    // without groups, since the rule between the two groups is ours
    target: (proxy) => rds.ProxyTarget.fromInstance(rds.DatabaseInstance.fromDatabaseInstanceAttributes(proxy, 'Target', {
      instanceIdentifier: identifier,
      instanceEndpointAddress: '',
      port: portsOf(props, facts, hardening).instance,
      securityGroups: [],
      engine: props.engine,
    })),
  });
}

/** The log groups stand before RDS would create them without encryption and retention. */
export function createLogGroups(scope: Construct, { facts, hardening, identifier, key }: RdsBlueprint): Construct[] {
  const exported = hardening.keeps(Safeguard.LOG_EXPORTS) ? facts.logExports : [];
  return exported.map((log) => encryptedLogGroup(scope, `Log-${log}`, {
    logGroupName: logGroupName(identifier, log), key, classification: hardening.classification,
  }));
}

/** Where RDS writes an exported log. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html */
export function logGroupName(identifier: string, log: string): string {
  return `/aws/rds/instance/${identifier}/${log}`;
}

/** The instance, and manual snapshots that are named after it; automatic ones cannot be deleted by hand. */
export function protectedArns(scope: Construct, identifier: string): string[] {
  return [instanceArn(scope, identifier), Stack.of(scope).formatArn({
    service: 'rds', resource: 'snapshot', resourceName: `${identifier}-*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })];
}

/** The ARN of an instance, without a reference to it. */
export function instanceArn(scope: Construct, identifier: string): string {
  return Stack.of(scope).formatArn({ service: 'rds', resource: 'db', resourceName: identifier, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
