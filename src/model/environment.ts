import type { TemplateView } from './template-view';
import { partitionOf } from '../facts/partitions';

/** The pseudo parameters that an environment decides. */
export type PseudoParameter = 'AWS::AccountId' | 'AWS::Region' | 'AWS::Partition';

/**
 * The account, region or partition in which a template is deployed, as text; `${AWS::AccountId}` while nobody knows.
 *
 * Two templates of one app that both leave it open count as deployed beside each other.
 */
export function pseudoParameter(name: string, template: TemplateView): string {
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(template.source.environment ?? '') ?? [];
  const known: Readonly<Record<string, string | undefined>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': isKnown(region) ? partitionOf(region!) : undefined,
  };
  const value = known[name];
  return isKnown(value) ? value! : `\${${name}}`;
}

function isKnown(value: string | undefined): boolean {
  return value !== undefined && value !== '' && !value.startsWith('unknown-');
}
