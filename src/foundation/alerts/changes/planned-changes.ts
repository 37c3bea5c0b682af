import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { field, freeLine, line } from '../alert-message';
import { eventRoute } from '../event-route';

/**
 * Ends that AWS announces for RDS and Aurora: of the authority of a certificate, of the support of a version.
 *
 * Where it can it does so half a year before: https://docs.aws.amazon.com/batch/latest/userguide/batch-planned-lifecycle-events.html
 * https://docs.aws.amazon.com/health/latest/ug/aws-health-concepts-and-terms.html#event-type-categories
 */
const PLANNED = 'AWS_RDS_PLANNED_LIFECYCLE_EVENT';

/** Tell of what AWS announces for databases. It comes from AWS Health, without a trail and without a charge. */
export function plannedChanges(scope: Construct, topic: sns.ITopic, undelivered?: sqs.Queue): void {
  const of = (path: string) => field(`detail.${path}`);
  eventRoute(scope, 'Planned', {
    description: 'Changes that AWS plans for databases of RDS and Aurora',
    pattern: { source: ['aws.health'], detailType: ['AWS Health Event'], detail: { service: ['RDS'], eventTypeCode: [PLANNED] } },
    message: {
      title: line(`AWS plans a change of databases: from ${of('startTime')} on`),
      details: [
        freeLine(`Which: ${of('affectedEntities')}`), // a list, whose quotation marks chat could not read
        line(`State: ${of('statusCode')} (${of('eventTypeCode')})`),
        line(`Where: account ${of('affectedAccount')}, region ${of('eventRegion')}; told in account ${field('account')}, region ${field('region')}`),
        line(`Event: ${of('eventArn')}`),
      ],
      toDo: [
        'Read in the AWS Health Dashboard (https://health.aws.amazon.com/health/home) what ends, and of which databases: the authority of a certificate, or the support of a version.',
        'Let the clients trust the current bundle of certificates first, or try the new version on a restored copy, and change the database before that day.',
      ],
    },
    topic,
    undelivered,
  });
}
