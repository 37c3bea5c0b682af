import { Duration } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { EngineVersion } from 'aws-cdk-lib/aws-opensearchservice';
import { LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers } from './relational';
import { change, Study } from './study';
import { OPENSEARCH_SAFEGUARDS } from '../../src/databases/opensearch/opensearch-checks';
import { IndexReferences, OpenSearchMultiAz, SecureOpenSearchDomainProps } from '../../src/databases/opensearch/opensearch-props';
import { SecureOpenSearchDomain } from '../../src/databases/opensearch/secure-opensearch-domain';

type Props = Omit<SecureOpenSearchDomainProps, 'network'>;

/** What happens to a domain. */
export const OPENSEARCH_DOMAIN: Study<Props> = {
  construct: 'SecureOpenSearchDomain',
  advice: 'CloudFormation refuses to replace a domain that keeps its name: such a change fails before anything is lost, until another `domainName` states that a new one '
    + 'is meant. It comes empty; the old one is retained with its indices, but leaves the stack. Plan such a change as a move: take a manual '
    + 'snapshot, create the new domain beside the old one, and restore it there. Of the conditions: another `encryptionKey` always '
    + 'replaces the domain, since its encryption is set from the start; a `version` never does, since the update policy has it installed in place.',
  docs: ['databases/data-store.ts', 'databases/opensearch/opensearch-props.ts'],
  stateful: ['AWS::OpenSearchService::Domain', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic'],
  left: LEFT_OF_EVERY_STORE,
  create: ({ stack, network }, props) => new SecureOpenSearchDomain(stack, 'Logs', { network, version: EngineVersion.OPENSEARCH_2_19, ...props }),
  changes: [
    change('version', { version: EngineVersion.OPENSEARCH_3_1 }),
    ...ofEveryStore<Props>(),
    change('nodes.dataNodes', { nodes: { dataNodes: 6 } }),
    change('nodes.dataInstanceType', { nodes: { dataInstanceType: 'r6g.xlarge.search' } }),
    change('nodes.masterNodes', { nodes: { masterNodes: 5 } }),
    change('nodes.multiAz', { nodes: { multiAz: OpenSearchMultiAz.WITH_STANDBY } }),
    change('nodes.masterInstanceType', { nodes: { masterInstanceType: 'm6g.xlarge.search' } }),
    change('storage.volumeGib', { storage: { volumeGib: 200 } }),
    change('storage.iops', { storage: { iops: 6000 } }),
    change('storage.throughput', { storage: { throughput: 250 } }),
    change('recovery.objectives', { recovery: { objectives: { application: { point: Duration.hours(1) } } } }),
    change('domainName', { domainName: 'logs' }),
    { prop: 'masterRole', after: (stack) => ({ masterRole: new Role(stack, 'OwnRole', { assumedBy: new AccountRootPrincipal() }) }) },
    change('offPeakStart', { offPeakStart: '03:00' }),
    {
      prop: 'dashboards',
      after: (stack) => ({
        dashboards: { userPoolId: 'eu-west-1_abc', identityPoolId: 'eu-west-1:1', role: new Role(stack, 'Cognito', { assumedBy: new AccountRootPrincipal() }) },
      }),
    },
    change('indexReferences', { indexReferences: IndexReferences.URL_AND_BODY }),
    ...ofWaivers<Props>(OPENSEARCH_SAFEGUARDS),
  ],
};
