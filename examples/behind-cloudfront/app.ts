import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { EdgeStack } from './edge-stack';
import { OriginStack } from './origin-stack';

const account = '111111111111';

/** The name under which CloudFront reaches the load balancer; an alias record in Route 53 points to it. */
const originName = 'origin.shop.example.com';

export const app = new App();
new OriginStack(app, 'Origin', { env: { account, region: 'eu-west-1' } });
// web ACLs and certificates of CloudFront exist in us-east-1 only
new EdgeStack(app, 'Edge', { env: { account, region: 'us-east-1' }, originName });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
