import { isTrueInCopies, TABLES } from './replicas';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const contributorInsights = rule({
  id: 'dynamodb.contributor-insights',
  title: 'DynamoDB tables record which items are read, written and throttled most',
  why: 'When a table throttles or is scraped, nobody can tell the key that causes it without the record. No published control asks for it.',
  fix: 'Set `ContributorInsightsSpecification: { Enabled: true }` on the table or on each of its replicas, or use `SecureDynamoTable`.',
  severity: 'low',
  safeguard: Safeguard.PERFORMANCE_INSIGHTS,
  controls: [],
  // every event is charged, and the keys of items are shown in plain text:
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html
  appliesTo: TABLES,
  check: (table) => isTrueInCopies(table, 'ContributorInsightsSpecification.Enabled'),
});
