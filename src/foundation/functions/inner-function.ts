import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ITieredNetwork, Tier } from '../network/network';

/** What differs between the functions of this library. */
export interface InnerFunctionProps {
  readonly description: string;

  /** The folder among the assets, which scripts/bundle-handlers.ts has made. */
  readonly bundle: string;
  readonly functionName?: string;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly role: iam.Role;

  /** What must be attached to the role before the function runs. */
  readonly policies: readonly iam.ManagedPolicy[];
  readonly logGroup: logs.ILogGroup;

  /** Takes the requests that failed. */
  readonly failures: sqs.IQueue;

  /** Where it runs: in the app tier of a network; outside of any when left out. */
  readonly place?: { readonly network: ITieredNetwork; readonly group: ec2.ISecurityGroup };

  /** Executions that are set aside; none when left out. */
  readonly reserved?: number;

  /** Whether CloudFormation waits for its answers. */
  readonly answersCloudFormation: boolean;
  readonly environment?: { readonly [name: string]: string };
}

/** A function on which a construct of this library stands, with the id `Handler`. */
export function innerFunction(scope: Construct, props: InnerFunctionProps): lambda.Function {
  const { bundle, role, policies, place, reserved, answersCloudFormation } = props;
  const handler = new lambda.Function(scope, 'Handler', {
    description: props.description,
    functionName: props.functionName,
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(__dirname, '..', '..', '..', 'assets', bundle)),
    timeout: props.timeout,
    memorySize: props.memorySize,
    // without this, the CDK would add an inline policy
    role: role.withoutPolicyUpdates(),
    ...place && { vpc: place.network.vpc, vpcSubnets: { subnets: place.network.subnets(Tier.APP) }, securityGroups: [place.group] },
    logGroup: props.logGroup,
    tracing: lambda.Tracing.ACTIVE,
    deadLetterQueue: props.failures,
    // the error comes with it; the dead-letter queue is what AWS Config looks for.
    // A request that is tried again minutes later would undo the rollback that CloudFormation has begun meanwhile
    ...answersCloudFormation && { onFailure: new destinations.SqsDestination(props.failures), retryAttempts: 0 },
    reservedConcurrentExecutions: reserved,
    environment: props.environment,
  });
  handler.node.addDependency(...policies);
  return handler;
}
