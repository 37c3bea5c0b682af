import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { ByDesignFinding } from './by-design';
import { hardeningOf } from '../core/hardening';
import { known } from '../core/known';

const ACKNOWLEDGED = new WeakMap<IConstruct, Set<string>>();

/** Acknowledge findings on the constructs of this library below a root, each once. */
export function acknowledgeFindings(root: IConstruct, findings: readonly ByDesignFinding[]): void {
  const record = hardeningOf(root);
  for (const { ids, part, reason } of findings.filter(({ within }) => within === record?.construct)) {
    const target = partOf(root, part);
    const earlier = (target && ACKNOWLEDGED.get(target)) ?? new Set<string>();
    const fresh = target ? ids.map((id) => inEnvironmentOf(target, id)).filter((id) => !earlier.has(id)) : [];
    if (target && fresh.length > 0) {
      fresh.forEach((id) => acknowledge(target, id, reason));
      ACKNOWLEDGED.set(target, new Set([...earlier, ...fresh]));
    }
  }
  root.node.children.forEach((child) => acknowledgeFindings(child, findings));
}

// Without the name of a pack, as here, cdk-nag matches an id along the path; with it, older CDK versions accept the finding in the whole app.
function acknowledge(target: IConstruct, id: string, reason: string): void {
  if (id.split('::').length <= 2) {
    Validations.of(target).acknowledge({ id, reason });
  } else {
    // `acknowledge` refuses ids with several `::`, which cdk-nag makes of pseudo parameters: https://github.com/cdklabs/cdk-nag/issues/2351
    target.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}

/** cdk-nag writes a known region or account as it is, and an unknown one as `<AWS::Region>`. */
function inEnvironmentOf(target: IConstruct, id: string): string {
  const { region, account } = Stack.of(target);
  return id.replace('<AWS::Region>', known(region) ?? '<AWS::Region>').replace('<AWS::AccountId>', known(account) ?? '<AWS::AccountId>');
}

function partOf(construct: IConstruct, part?: string): IConstruct | undefined {
  return (part ?? '').split('/').filter(Boolean)
    .reduce<IConstruct | undefined>((current, id) => current?.node.tryFindChild(id), construct);
}
