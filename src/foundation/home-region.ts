import { IResource, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { known } from '../core/known';

/** What a construct may be given that lies in one region. */
export interface Regional {
  readonly encryptionKey?: kms.IKey;
  readonly alerts?: sns.ITopic;
}

/** Keys and topics serve one region: nothing in another can use the key, and no alarm or event reaches the topic. */
export function checkHome(scope: IConstruct, { encryptionKey, alerts }: Regional, problems: PropProblems): void {
  inRegion(scope, 'encryptionKey', encryptionKey, 'ENCRYPTION_KEY_REGION', problems);
  inRegion(scope, 'alerts', alerts, 'ALERTS_REGION', problems);
}

/** A resource lies in the region of the stack, as far as both are known. */
export function inRegion(scope: IConstruct, name: string, resource: IResource | undefined, code: string, problems: PropProblems): void {
  const [theirs, own] = [known(resource?.env.region), known(Stack.of(scope).region)];
  problems.when(theirs !== undefined && own !== undefined && theirs !== own, code, () => `\`${name}\` is in ${theirs}, the stack in ${own}; pass one in ${own}`);
}
