import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as shield from 'aws-cdk-lib/aws-shield';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { balancerMetric } from './alb-alarms';
import { physicalName } from '../core/physical-name';

/** How Shield Advanced protects a load balancer. */
export enum ShieldAdvanced {
  /** By its traffic alone. */
  PROTECTED = 'protected',

  /**
   * By its traffic and its health: while it fails, less traffic counts as an attack, and less proof is asked for. Shield calls those whom
   * `ShieldProactiveEngagement` names.
   */
  HEALTH_BASED = 'health-based',
}

/** Errors in a minute over which the load balancer counts as failing: a flood that it cannot pass on ends in these. */
const FAILING = 50;

/** Register a load balancer with Shield Advanced. Fails at deployment when the account has no subscription. */
export function shieldAdvanced(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, kind: ShieldAdvanced, alerts: sns.ITopic): void {
  new shield.CfnProtection(scope, 'ShieldProtection', {
    name: physicalName(scope, 128),
    resourceArn: loadBalancer.loadBalancerArn,
    healthCheckArns: kind === ShieldAdvanced.HEALTH_BASED ? [healthCheckArn(scope, loadBalancer, alerts)] : undefined,
  });
}

/**
 * A health check of Route 53 that follows an alarm.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/health-checks-metrics-to-monitor.html
 */
function healthCheckArn(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, alerts: sns.ITopic): string {
  const alarm = new cloudwatch.Alarm(scope, 'Failing', {
    metric: balancerMetric(loadBalancer, 'HTTPCode_ELB_5XX_Count', Duration.minutes(1)),
    threshold: FAILING,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: `${scope.node.path}: the load balancer failed more than ${FAILING} requests in each of three minutes, so that Shield Advanced takes less traffic for an attack; look at the health of the targets, and at the events of Shield`,
  });
  alarm.addAlarmAction(new SnsAction(alerts));
  alarm.addOkAction(new SnsAction(alerts));
  const check = new route53.CfnHealthCheck(scope, 'Health', {
    healthCheckConfig: {
      type: 'CLOUDWATCH_METRIC',
      alarmIdentifier: { name: alarm.alarmName, region: Stack.of(scope).region },
      insufficientDataHealthStatus: 'Healthy',
    },
  });
  return `arn:${Stack.of(scope).partition}:route53:::healthcheck/${check.attrHealthCheckId}`;
}
