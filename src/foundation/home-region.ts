import { Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { ITieredNetwork } from './network/network';
import { PropProblems } from '../core/check-props';
import { known } from '../core/known';

/** What a construct may be given that serves one region: nothing in another can use the key, and no alarm or event reaches the topic. */
export interface Regional {
  readonly encryptionKey?: kms.IKey;
  readonly alerts?: sns.ITopic;
  readonly network?: { readonly vpc: ec2.IVpc };
}

/** Report a network, a key or a topic of another region, and a topic that orders its messages. */
export function checkHome(scope: IConstruct, { network, encryptionKey, alerts }: Regional, problems: PropProblems): void {
  checkRegion(scope, 'network', network?.vpc, 'pass a network of the region of the stack', problems);
  checkRegion(scope, 'encryptionKey', encryptionKey, 'pass a key of the region of the stack, or leave it out', problems);
  checkTopic(scope, 'alerts', alerts, problems);
}

/** Report a topic of another region, or one that orders its messages. */
export function checkTopic(scope: IConstruct, prop: string, topic: sns.ITopic | undefined, problems: PropProblems): void {
  checkRegion(scope, prop, topic, 'pass a topic of the region of the stack, or leave it out', problems);
  checkOrder(prop, `${codeOf(prop)}_FIFO`, topic, problems);
}

/**
 * Report a topic that orders its messages: no address, telephone, chat or on-call service can subscribe to it.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
 */
export function checkOrder(name: string, code: string, topic: sns.ITopic | undefined, problems: PropProblems): void {
  problems.when(topic?.fifo, code, () => `\`${name}\` is a FIFO topic, to which neither people nor on-call services can subscribe; pass a standard topic, or leave it out`);
}

/** Report a network of another stage, whose resources no stack of this one can name. */
export function checkStage(scope: IConstruct, network: ITieredNetwork, problems: PropProblems): void {
  problems.when(Stage.of(scope) !== Stage.of(network), 'NETWORK_IN_OTHER_STAGE', () => (
    `the network '${network.node.path}' belongs to another stage, whose resources cannot be referenced; create both in the same stage`));
}

/** Report a resource that lies in another region than the stack: CloudFormation cannot name it, or the service does not take it. */
export function checkRegion(
  scope: IConstruct, prop: string, resource: { readonly env: { readonly region: string } } | undefined, instead: string, problems: PropProblems,
  code = `${codeOf(prop)}_ELSEWHERE`,
): void {
  const [here, there] = [known(Stack.of(scope).region), known(resource?.env.region)];
  problems.when(here !== undefined && there !== undefined && here !== there, code, () => `\`${prop}\` lies in ${there}, but the stack in ${here}; ${instead}`);
}

function codeOf(prop: string): string {
  return prop.split('.').pop()!.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
