import { ResourceView } from '../../model/resource-view';

const LEGACY = 'AWS::Elasticsearch::Domain';

/** Domains of OpenSearch, and of Elasticsearch under the older type. */
export const DOMAINS = ['AWS::OpenSearchService::Domain', LEGACY];

/** The path of a property of the nodes, which the two types keep under different names. */
export function clusterConfig({ type }: ResourceView, property: string): string {
  return `${type === LEGACY ? 'ElasticsearchClusterConfig' : 'ClusterConfig'}.${property}`;
}

/** The property that holds the version. */
export function versionProperty({ type }: ResourceView): string {
  return type === LEGACY ? 'ElasticsearchVersion' : 'EngineVersion';
}

/** What Elasticsearch is created with under the older type when no version is given; the newer type takes the latest of OpenSearch. */
const LEGACY_DEFAULT = '1.5';

/** The version with its engine, `Elasticsearch_7.10`; undefined for the latest. */
export function engineVersion({ type }: ResourceView, version: string | undefined): string | undefined {
  return type === LEGACY ? `Elasticsearch_${version ?? LEGACY_DEFAULT}` : version;
}
