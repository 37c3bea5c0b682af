import { Stack, StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { InstanceIdTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AlertTopic, OriginLock, ShieldAdvanced, TieredNetwork, WafProtectedAlb } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The list `com.amazonaws.global.cloudfront.origin-facing` of the region: `aws ec2 describe-managed-prefix-lists` tells its id. */
const CLOUDFRONT = 'pl-0123456789abcdef0';

/** A load balancer that answers CloudFront only. */
export class OriginStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    // letters and digits: aws secretsmanager create-secret --name shop/origin --secret-string "$(openssl rand -hex 32)" --add-replica-regions Region=us-east-1
    const secret = secretsmanager.Secret.fromSecretNameV2(this, 'OriginSecret', 'shop/origin');
    const edge = new WafProtectedAlb(this, 'Origin', {
      network: new TieredNetwork(this, 'Network'),
      alerts: new AlertTopic(this, 'Alerts', { emails: ['edge-team@example.com'] }).topic,
      certificates: [acm.Certificate.fromCertificateArn(this, 'Certificate',
        `arn:aws:acm:${this.region}:${this.account}:certificate/11111111-2222-3333-4444-555555555555`)],
      originLock: OriginLock.cloudFront(CLOUDFRONT, [secret]),
      // costs a subscription: leave it out without one
      shield: ShieldAdvanced.HEALTH_BASED,
    });
    edge.addAppTargets('App', { targets: [new InstanceIdTarget('i-0123456789abcdef0')] });
  }
}
