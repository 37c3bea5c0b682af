import { Stack, StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AlertTopic, BodyInspection, DatabaseWebAcl, FirewallLogs, WebAclScope } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface EdgeStackProps extends StackProps {
  /** The name of the load balancer, which its certificate carries. */
  readonly originName: string;
}

/** CloudFront behind a firewall that sees the addresses of the clients. */
export class EdgeStack extends Stack {
  public constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const firewall = new DatabaseWebAcl(this, 'Firewall', {
      scope: WebAclScope.CLOUDFRONT,
      alerts: new AlertTopic(this, 'Alerts', { emails: ['edge-team@example.com'] }).topic,
      bodies: BodyInspection.refuseLarge().inspectingUpTo(64),
      logs: FirewallLogs.s3(),
    });
    // a replica of the secret in the other region, so that both stacks resolve the same text
    const secret = secretsmanager.Secret.fromSecretNameV2(this, 'OriginSecret', 'shop/origin');
    new cloudfront.Distribution(this, 'Distribution', {
      domainNames: ['shop.example.com'],
      certificate: acm.Certificate.fromCertificateArn(this, 'Certificate',
        `arn:aws:acm:us-east-1:${this.account}:certificate/11111111-2222-3333-4444-555555555555`),
      webAclId: firewall.webAclArn,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        origin: new origins.HttpOrigin(props.originName, {
          protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
          customHeaders: { 'x-origin-verify': secret.secretValue.unsafeUnwrap() },
        }),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    });
  }
}
