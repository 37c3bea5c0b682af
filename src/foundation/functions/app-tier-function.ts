import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { innerFunction } from './inner-function';
import { networkInterfaces } from './network-interfaces';
import { maySendTraces } from './traces';
import { DataClassification } from '../../core/data-classification';
import { physicalName } from '../../core/physical-name';
import { encryptedLogGroup } from '../logs/encrypted-log-group';
import { connectGroups } from '../network/connect-groups';
import { ITieredNetwork } from '../network/network';
import { closedGroup, HTTPS } from '../network/tier-security-groups';
import { TieredNetwork } from '../network/tiered-network';
import { viaService } from '../via-service';

/** What a function in the app tier stands on. */
export interface AppTierFunctionOptions {
  /** The folder of its code among the assets. */
  readonly bundle: string;

  /** Whose function it is, as the rules of its group say: `Redshift`. */
  readonly service: string;
  readonly network: ITieredNetwork;

  /** Encrypts the log and what failed. */
  readonly key: kms.IKey;
  readonly classification?: DataClassification;

  /** What it does, as people read it. */
  readonly purpose: string;

  /** What it may do, besides logging. */
  readonly statements: iam.PolicyStatement[];
  readonly timeout: Duration;

  /** Child id of the queue of what failed, which is also the statement's. */
  readonly failuresId: string;

  /** Why it reaches port 443 of any IPv4 address that its subnets have a route to; not at all when left out. */
  readonly outwards?: string;
  readonly answersCloudFormation: boolean;
  readonly environment?: { readonly [name: string]: string };
}

/** A function in the app tier, and what it stands on. */
export interface AppTierFunction {
  readonly handler: lambda.Function;
  readonly failures: sqs.Queue;

  /** What must stand before it is called, and until it has been called for the last time. */
  readonly ways: Construct[];
}

/** A function in the app tier, one execution at a time: with an encrypted log, a queue for failures and a group of its own. */
export function appTierFunction(scope: Construct, options: AppTierFunctionOptions): AppTierFunction {
  const { network, key, purpose, failuresId } = options;
  const logGroup = encryptedLogGroup(scope, 'LogGroup', { key, classification: options.classification ?? DataClassification.CONFIDENTIAL });
  const failures = new sqs.Queue(scope, failuresId, { encryptionMasterKey: key, enforceSSL: true, retentionPeriod: Duration.days(14) });
  const functionName = physicalName(scope, 64);
  const role = new iam.Role(scope, 'Role', { description: purpose, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = new iam.ManagedPolicy(scope, 'Policy', {
    description: purpose,
    roles: [role],
    statements: [
      ...options.statements,
      new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new iam.PolicyStatement({ sid: failuresId, actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
      new iam.PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn], conditions: viaService(scope, 'sqs') }),
      maySendTraces(),
      ...networkInterfaces(scope, functionName),
    ],
  });
  const group = closedGroup(scope, 'SecurityGroup', network.vpc, `${purpose}: reaches AWS endpoints, reached by nobody`.slice(0, 255));
  const ways = [group, ...openWays(scope, options, group)];
  const handler = innerFunction(scope, {
    description: purpose.slice(0, 256),
    bundle: options.bundle,
    functionName,
    timeout: options.timeout,
    memorySize: 256,
    role,
    policies: [policy],
    logGroup,
    failures,
    place: { network, group },
    reserved: 1,
    answersCloudFormation: options.answersCloudFormation,
    environment: options.environment,
  });
  return { handler, failures, ways };
}

function openWays(scope: Construct, { network, service, outwards }: AppTierFunctionOptions, group: ec2.SecurityGroup): Construct[] {
  if (outwards !== undefined) {
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS), outwards);
  }
  const endpoints = network instanceof TieredNetwork ? network.endpointSecurityGroup : undefined;
  if (endpoints === undefined) {
    return [];
  }
  connectGroups(scope, 'ToEndpoints', { from: group, to: endpoints, port: HTTPS, description: `${service} function to VPC endpoints` });
  return ['ToEndpoints', 'ToEndpointsIngress'].map((id) => scope.node.findChild(id) as Construct);
}
