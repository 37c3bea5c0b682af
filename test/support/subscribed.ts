import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { IConstruct } from 'constructs';
import { AlertTopic } from '../../src/foundation/alerts/alert-topic';

/** The same app with a subscriber for every topic that has none: whom alerts reach is the app's to say, so a store's own topic has nobody. */
export function subscribed<T extends IConstruct>(root: T): T {
  root.node.findAll().filter((construct): construct is AlertTopic => construct instanceof AlertTopic)
    .filter(({ node }) => !node.findAll().some((child) => child instanceof sns.Subscription))
    .forEach((alerts) => alerts.subscribe(new EmailSubscription('team@example.com')));
  return root;
}
