import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { known } from '../core/known';

/** What a construct may be given that serves one region: nothing in another can use the key, and no alarm or event reaches the topic. */
export interface Regional {
  readonly encryptionKey?: kms.IKey;
  readonly alerts?: sns.ITopic;
  readonly network?: { readonly vpc: ec2.IVpc };
}

/** Report a network, a key or a topic of another region. */
export function checkHome(scope: IConstruct, { network, encryptionKey, alerts }: Regional, problems: PropProblems): void {
  checkRegion(scope, 'network', network?.vpc, 'pass a network of that region', problems);
  checkRegion(scope, 'encryptionKey', encryptionKey, 'pass a key of that region, or leave it out', problems);
  checkRegion(scope, 'alerts', alerts, 'pass a topic of that region, or leave it out', problems);
}

/** Report a resource that lies in another region than the stack: CloudFormation cannot name it, or the service does not take it. */
export function checkRegion(
  scope: IConstruct, prop: string, resource: { readonly env: { readonly region: string } } | undefined, instead: string, problems: PropProblems,
): void {
  const [here, there] = [known(Stack.of(scope).region), known(resource?.env.region)];
  problems.when(here !== undefined && there !== undefined && here !== there, `${codeOf(prop)}_ELSEWHERE`,
    () => `\`${prop}\` lies in ${there}, but the stack in ${here}; ${instead}`);
}

function codeOf(prop: string): string {
  return prop.split('.').pop()!.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
