import { CustomResource, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ALARM_PERIOD, storeAlarms } from '../foundation/alerts/store-alarms';
import { AppTierFunction, appTierFunction, AppTierFunctionOptions } from '../foundation/functions/app-tier-function';
import { admitAnswers } from '../foundation/network/admit-answers';
import { viaService } from '../foundation/via-service';

/** What a function behind custom resources stands on. */
export interface RequestFunctionOptions
  extends Pick<AppTierFunctionOptions, 'bundle' | 'service' | 'network' | 'key' | 'classification' | 'purpose' | 'statements'> {
  readonly alerts: sns.ITopic;
}

/** A function behind custom resources: in the app tier, with a log, a queue for failures and an alarm of its own. */
export class RequestFunction {
  private readonly parts: AppTierFunction;

  public constructor(scope: Construct, { alerts, ...options }: RequestFunctionOptions) {
    admitAnswers(options.network);
    this.parts = appTierFunction(scope, {
      ...options,
      timeout: Duration.minutes(15),
      failuresId: 'FailedRequests',
      outwards: 'HTTPS to S3, where CloudFormation waits for the answer',
      answersCloudFormation: true,
    });
    storeAlarms(scope, alerts, [{
      id: 'RequestsFailed',
      metric: this.parts.failures.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: cloudwatch.Stats.MAXIMUM }),
      when: 'above',
      threshold: 0,
      description: `a request was not answered (${options.purpose}); read the log of the function, then deploy again`,
    }]);
  }

  /** Have the function called with these properties. */
  public resource(scope: Construct, id: string, resourceType: string, properties: { readonly [name: string]: string | undefined }): CustomResource {
    const resource = new CustomResource(scope, id, {
      resourceType: `Custom::${resourceType}`,
      serviceToken: this.parts.handler.functionArn,
      // the function answers within 15 minutes, whatever happens
      serviceTimeout: Duration.minutes(20),
      properties,
    });
    resource.node.addDependency(...this.parts.ways);
    return resource;
  }
}

/** The use of a key through one service only. */
export function keyThrough(scope: Construct, service: string, key: kms.IKey, actions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources: [key.keyArn], conditions: viaService(scope, service) });
}
