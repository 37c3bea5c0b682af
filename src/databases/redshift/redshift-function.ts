import { CustomResource, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { physicalName } from '../../core/physical-name';
import { ALARM_PERIOD, storeAlarms } from '../../foundation/alerts/store-alarms';
import { innerFunction } from '../../foundation/functions/inner-function';
import { networkInterfaces } from '../../foundation/functions/network-interfaces';
import { maySendTraces } from '../../foundation/functions/traces';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { connectGroups } from '../../foundation/network/connect-groups';
import { ITieredNetwork, Tier } from '../../foundation/network/network';
import { closedGroup } from '../../foundation/network/tier-security-groups';
import { TieredNetwork } from '../../foundation/network/tiered-network';
import { viaService } from '../../foundation/via-service';
import { admitAnswers } from '../users/database-users-network';

const HTTPS = 443;

/** What a function that calls Redshift stands on. */
export interface RedshiftFunctionOptions {
  readonly network: ITieredNetwork;

  /** Encrypts the log and the failed requests. */
  readonly key: kms.IKey;
  readonly classification?: DataClassification;
  readonly alerts: sns.ITopic;

  /** What it does, as people read it. */
  readonly purpose: string;

  /** What it may do, besides logging. */
  readonly statements: iam.PolicyStatement[];
}

/** A service of AWS that a function in the app tier calls. */
export interface CalledService {
  /** As VPC endpoints abbreviate it: `redshift-data`. */
  readonly name: string;

  /** What adds the endpoint. */
  readonly endpoint: string;
}

export const REDSHIFT_DATA: CalledService = { name: 'redshift-data', endpoint: 'PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT_DATA)' };
export const REDSHIFT: CalledService = { name: 'redshift', endpoint: 'PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT)' };
export const REDSHIFT_SERVERLESS: CalledService = {
  name: 'redshift-serverless', endpoint: "PrivateEndpoint.of(new ec2.InterfaceVpcEndpointAwsService('redshift-serverless'))",
};

/** A function in a network without a way to the service would wait until CloudFormation gives up. */
export function checkWay(network: ITieredNetwork, { name, endpoint }: CalledService, problems: PropProblems): void {
  const id = `${name.replace(/(^|-)([a-z])/g, (_match, _separator, first: string) => first.toUpperCase())}Endpoint`;
  const isolated = new Set(network.vpc.isolatedSubnets.map((subnet) => subnet.node.path));
  const closed = network instanceof TieredNetwork && network.subnets(Tier.APP).every((subnet) => isolated.has(subnet.node.path));
  problems.when(closed && network.node.tryFindChild(id) === undefined, 'ENDPOINT_MISSING',
    () => `the network has neither an endpoint for ${name} nor NAT gateways, so that the function could not call it; add ${endpoint} to its \`endpoints\``);
}

/** A function behind custom resources: in the app tier, with a log, a queue for failures and an alarm of its own. */
export class RedshiftFunction {
  private readonly handler: lambda.Function;
  private readonly ways: Construct[];

  public constructor(scope: Construct, options: RedshiftFunctionOptions) {
    const { network, key, classification = DataClassification.CONFIDENTIAL, purpose } = options;
    const logGroup = encryptedLogGroup(scope, 'LogGroup', { key, classification });
    const failures = new sqs.Queue(scope, 'FailedRequests', { encryptionMasterKey: key, enforceSSL: true, retentionPeriod: Duration.days(14) });
    const functionName = physicalName(scope, 64);
    const { role, policy } = functionRole(scope, purpose, [
      ...options.statements,
      new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new iam.PolicyStatement({ sid: 'FailedRequests', actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
      keyThrough(scope, 'sqs', key, ['kms:GenerateDataKey', 'kms:Decrypt']),
      maySendTraces(),
      ...networkInterfaces(scope, functionName),
    ]);
    const securityGroup = closedGroup(scope, 'SecurityGroup', network.vpc, `${purpose}: reaches AWS endpoints, reached by nobody`.slice(0, 255));
    this.ways = [securityGroup, ...openWays(scope, network, securityGroup)];
    this.handler = innerFunction(scope, {
      description: purpose.slice(0, 256),
      bundle: 'redshift',
      functionName,
      timeout: Duration.minutes(15),
      memorySize: 256,
      role,
      policies: [policy],
      logGroup,
      failures,
      place: { network, group: securityGroup },
      reserved: 1,
      answersCloudFormation: true,
    });
    alarmOn(scope, failures, options);
  }

  /** Have the function called with these properties. */
  public resource(scope: Construct, id: string, resourceType: string, properties: { readonly [name: string]: string | undefined }): CustomResource {
    const resource = new CustomResource(scope, id, {
      resourceType: `Custom::${resourceType}`,
      serviceToken: this.handler.functionArn,
      // the function answers within 15 minutes, whatever happens
      serviceTimeout: Duration.minutes(20),
      properties,
    });
    // the way must stand before the function is called, and until it has been called for the last time
    resource.node.addDependency(...this.ways);
    return resource;
  }
}

interface FunctionRole {
  readonly role: iam.Role;
  readonly policy: iam.ManagedPolicy;
}

function functionRole(scope: Construct, description: string, statements: iam.PolicyStatement[]): FunctionRole {
  const role = new iam.Role(scope, 'Role', { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  return { role, policy: new iam.ManagedPolicy(scope, 'Policy', { description, roles: [role], statements }) };
}

/** The use of a key through one service only. */
export function keyThrough(scope: Construct, service: string, key: kms.IKey, actions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources: [key.keyArn], conditions: viaService(scope, service) });
}

function alarmOn(scope: Construct, failures: sqs.Queue, { alerts, purpose }: RedshiftFunctionOptions): void {
  storeAlarms(scope, alerts, [{
    id: 'RequestsFailed',
    metric: failures.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: cloudwatch.Stats.MAXIMUM }),
    when: 'above',
    threshold: 0,
    description: `a request was not answered (${purpose}); read its log, then deploy again`,
  }]);
}

/** To the endpoints, and to S3, where CloudFormation waits for the answer. */
function openWays(scope: Construct, network: ITieredNetwork, group: ec2.SecurityGroup): Construct[] {
  admitAnswers(network);
  group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS), 'HTTPS to S3, where CloudFormation waits for the answer');
  const endpoints = network instanceof TieredNetwork ? network.endpointSecurityGroup : undefined;
  if (endpoints === undefined) {
    return [];
  }
  connectGroups(scope, 'ToEndpoints', { from: group, to: endpoints, port: HTTPS, description: 'Redshift function to VPC endpoints' });
  return ['ToEndpoints', 'ToEndpointsIngress'].map((id) => scope.node.findChild(id) as Construct);
}
