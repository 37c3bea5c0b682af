import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Waiver } from '../../src/core/waiver';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { TieredNetworkProps } from '../../src/foundation/network/tiered-network-props';

/** One construct with default properties, as the contract tests see it. */
export interface Subject {
  readonly name: string;

  /** Make the construct, with waivers if it takes any. */
  build(stack: Stack, waivers?: Waiver[]): Construct;
}

/** The network of a subject: that of its stack, or the one that the whole app has (`shareNetwork`) unless the subject needs its own way. */
export function networkIn(stack: Stack, props?: TieredNetworkProps): TieredNetwork {
  const shared = props === undefined ? stack.node.root.node.tryFindChild(SHARED) as Stack | undefined : undefined;
  const near = shared?.region === stack.region ? shared : undefined;
  return near?.node.findChild('Network') as TieredNetwork | undefined ?? new TieredNetwork(stack, 'Network', props);
}

/** One network for all subjects of an app, where what is asked of them does not depend on whose network it is. */
export function shareNetwork(app: App, props: StackProps): void {
  new TieredNetwork(new Stack(app, SHARED, props), 'Network', { networkAclRules: 40 });
}

const SHARED = 'SharedNetwork';
