import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as fc from 'fast-check';
import { DataClassification } from '../../../src/core/data-classification';
import { SAFEGUARDS } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { OPENSEARCH_SAFEGUARDS } from '../../../src/databases/opensearch/opensearch-checks';
import { IndexReferences, OpenSearchMultiAz, SecureOpenSearchDomainProps } from '../../../src/databases/opensearch/opensearch-props';
import { SecureOpenSearchDomain } from '../../../src/databases/opensearch/secure-opensearch-domain';
import { judged, optional, wild } from '../../support/judged';

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
    multiAz: optional(fc.constantFrom(...Object.values(OpenSearchMultiAz))),
  })),
  storage: optional(fc.record({ volumeGib: optional(wild(9, 10, 100)), iops: optional(wild(2999, 3000)), throughput: optional(wild(124, 125)) })),
  offPeakStart: optional(fc.constantFrom('', '00:00', '23:59', '24:00', '1:00')),
  indexReferences: optional(fc.constantFrom(...Object.values(IndexReferences))),
  waivers: optional(fc.uniqueArray(fc.constantFrom(...waivable), { maxLength: 3 })
    .map((safeguards) => safeguards.map((safeguard) => Waiver.of(safeguard, 'accepted by the owner of the data')))),
});

test('whatever the props are: a clear error with codes, or a template in which every finding is waived', () => {
  const { refused, accepted, findings } = judged(props, { runs: 24 }, (stack, network, given) => new SecureOpenSearchDomain(stack, 'Store', { network, ...given }));
  expect(findings).toEqual([]);
  expect(refused).toBeGreaterThan(3);
  expect(accepted).toBeGreaterThan(3);
});
