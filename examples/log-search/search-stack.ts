import { Stack, StackProps } from 'aws-cdk-lib';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { AlertTopic, DeletionGuard, SecureOpenSearchDomain, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The network, and the domain in its data tier. */
export class SearchStack extends Stack {
  public readonly logs: SecureOpenSearchDomain;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['search-team@example.com'] });
    this.logs = new SecureOpenSearchDomain(this, 'Logs', {
      network: new TieredNetwork(this, 'Network'),
      version: opensearch.EngineVersion.OPENSEARCH_3_1,
      storage: { volumeGib: 500 },
      offPeakStart: '01:00',
      alerts: alerts.topic,
      deletionGuard: new DeletionGuard(this, 'Guard'),
    });
    // whoever enters the role with MFA maps the roles of the application to roles inside OpenSearch
    this.logs.grants.administer(this.logs.masterRole);
  }
}
