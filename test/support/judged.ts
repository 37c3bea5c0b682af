import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { findingsOf, listed } from './findings';
import { ENV } from './fixtures';
import { subscribed } from './subscribed';
import { HardeningError } from '../../src/core/errors';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { TieredNetworkProps } from '../../src/foundation/network/tiered-network-props';

/** What became of stores that were made from many props. */
export interface Judgement {
  readonly refused: number;
  readonly accepted: number;

  /** Rules of ours that fail, or cannot decide, on any of those accepted. */
  readonly findings: readonly string[];
}

/** How many stores are made, and in which network. */
export interface Trial {
  readonly runs: number;
  readonly network?: TieredNetworkProps;
}

/** Make a store from each of many props: a stack for each, one network and one judgement for all. What is refused says why in codes, and leaves nothing. */
export function judged<P>(
  props: fc.Arbitrary<P>, { runs, network: networkProps }: Trial, create: (stack: Stack, network: TieredNetwork, props: P) => unknown,
): Judgement {
  const app = new App();
  const network = new TieredNetwork(new Stack(app, 'Shared', { env: ENV }), 'Network', { networkAclRules: 40, ...networkProps });
  let refused = 0;
  fc.sample(props, { numRuns: runs, seed: 20_261_122 }).forEach((given, index) => {
    const stack = new Stack(app, `Stack${index}`, { env: ENV });
    const before = app.node.findAll().length;
    try {
      create(stack, network, given);
    } catch (error) {
      refused += 1;
      expect(error).toBeInstanceOf(HardeningError);
      expect((error as HardeningError).codes.every((code) => /^[A-Z][A-Z0-9_]+$/.test(code))).toBe(true);
      expect(app.node.findAll()).toHaveLength(before);
    }
  });
  return { refused, accepted: runs - refused, findings: listed(findingsOf(subscribed(app)), 'fail', 'unknown') };
}

/** A number near the edges of what is allowed, or far from it. */
export const wild = (...edges: number[]) => fc.oneof(
  fc.constantFrom(...edges), fc.integer({ min: -5, max: 70_000 }), fc.double({ noNaN: false, min: -10, max: 100_000 }));

/** Mostly left out, so that some combinations hold together. */
export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
