import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { Safeguard } from '../../../src/core/safeguard';
import { SecureOpenSearchDomain } from '../../../src/databases/opensearch/secure-opensearch-domain';
import { networkIn, Subject } from '../subject';

const { EngineVersion } = opensearch;

/** The constructs of OpenSearch. */
export const OPENSEARCH_SUBJECTS: readonly Subject[] = [{
  name: 'SecureOpenSearchDomain',
  build: (stack, waivers) => new SecureOpenSearchDomain(stack, 'Subject', {
    network: networkIn(stack),
    // a version past its support is what a waiver of that safeguard is for
    version: waivers?.some(({ safeguard }) => safeguard === Safeguard.SUPPORTED_ENGINE) ? EngineVersion.OPENSEARCH_2_5 : EngineVersion.OPENSEARCH_3_1,
    waivers,
  }),
}];
