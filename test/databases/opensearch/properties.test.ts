import { App, Stack } from 'aws-cdk-lib';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as fc from 'fast-check';
import { DataClassification } from '../../../src/core/data-classification';
import { HardeningError } from '../../../src/core/errors';
import { SAFEGUARDS } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { OPENSEARCH_SAFEGUARDS } from '../../../src/databases/opensearch/opensearch-checks';
import { IndexReferences, SecureOpenSearchDomainProps } from '../../../src/databases/opensearch/opensearch-props';
import { SecureOpenSearchDomain } from '../../../src/databases/opensearch/secure-opensearch-domain';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { findingsOf, listed } from '../../support/findings';
import { ENV } from '../../support/fixtures';
import { subscribed } from '../../support/subscribed';

/** A number near the edges of what is allowed, or far from it. */
const wild = (...edges: number[]) => fc.oneof(
  fc.constantFrom(...edges), fc.integer({ min: -5, max: 20_000 }), fc.double({ noNaN: true, min: -10, max: 10_000 }));
// mostly left out, so that some combinations hold together
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const classes = fc.constantFrom('r6g.large.search', 'i3.large.search', 't3.small.search', 't2.small.search', 'or1.large.search', 'r6g.large', 'unheard of');

const waivable = OPENSEARCH_SAFEGUARDS.filter((safeguard) => SAFEGUARDS[safeguard].permanent === undefined);

const props: fc.Arbitrary<Omit<SecureOpenSearchDomainProps, 'network'>> = fc.record({
  version: fc.constantFrom('1.3', '2.5', '2.19', '3.1', '9.9').map((version) => opensearch.EngineVersion.openSearch(version)),
  classification: optional(fc.constantFrom(...Object.values(DataClassification))),
  domainName: optional(fc.oneof(fc.constantFrom('', 'ab', 'logs', 'a'.repeat(28), 'a'.repeat(29)), fc.string({ maxLength: 30 }))),
  nodes: optional(fc.record({
    dataNodes: optional(wild(0, 1, 2, 3, 4, 6)),
    masterNodes: optional(wild(2, 3, 4, 5)),
    dataInstanceType: optional(classes),
    masterInstanceType: optional(classes),
  })),
  storage: optional(fc.record({ volumeGib: optional(wild(9, 10, 100)), iops: optional(wild(2999, 3000)), throughput: optional(wild(124, 125)) })),
  offPeakStart: optional(fc.constantFrom('', '00:00', '23:59', '24:00', '1:00')),
  indexReferences: optional(fc.constantFrom(...Object.values(IndexReferences))),
  waivers: optional(fc.uniqueArray(fc.constantFrom(...waivable), { maxLength: 3 })
    .map((safeguards) => safeguards.map((safeguard) => Waiver.of(safeguard, 'accepted by the owner of the data')))),
});

test('whatever the props are: a clear error with codes, or a template in which every finding is waived', () => {
  const seen = { refused: 0, compliant: 0 };
  fc.assert(fc.property(props, (given) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const network = new TieredNetwork(stack, 'Network');
    const before = stack.node.findAll().length;
    try {
      new SecureOpenSearchDomain(stack, 'Store', { network, ...given });
    } catch (error) {
      expect(error).toBeInstanceOf(HardeningError);
      expect((error as HardeningError).codes.every((code) => /^[A-Z][A-Z0-9_]+$/.test(code))).toBe(true);
      expect(stack.node.findAll()).toHaveLength(before);
      seen.refused += 1;
      return;
    }
    expect(listed(findingsOf(subscribed(app)), 'fail', 'unknown')).toEqual([]);
    seen.compliant += 1;
  }), { numRuns: 24, seed: 20_261_122 });
  expect(seen.refused).toBeGreaterThan(5);
  expect(seen.compliant).toBeGreaterThan(5);
});
