import { AURORA_CLUSTER } from './aurora-cluster';
import { AURORA_GLOBAL, AURORA_SECONDARY } from './aurora-secondary';
import { BACKUP_PLAN } from './backup-plan';
import { MEMCACHED_CLUSTER, REDIS_CLUSTER, SERVERLESS_CACHE } from './caches';
import { DAX_CLUSTER } from './dax-cluster';
import { DYNAMO_TABLE } from './dynamo-table';
import { OPENSEARCH_DOMAIN } from './opensearch-domain';
import { RDS_INSTANCE } from './rds-instance';
import { RDS_REPLICA } from './rds-replica';
import { REDSHIFT_CLUSTER, REDSHIFT_SERVERLESS } from './redshift';
import { Outcome, outcomes, Sides, sides, Study } from './study';

/** The outcome of every change of one construct. */
export interface Result extends Pick<Study<unknown>, 'construct' | 'advice' | 'docs' | 'left' | 'stateful'> {
  readonly outcomes: () => readonly Outcome[];

  /** The templates by which the outcome of some props was found, made anew. */
  readonly sides: (props: readonly string[]) => readonly Sides[];
}

function result<P>(study: Study<P>): Result {
  const { construct, advice, docs, left, stateful } = study;
  let found: readonly Outcome[] | undefined;
  return {
    construct,
    advice,
    docs,
    left,
    stateful,
    outcomes: () => (found ??= outcomes(study)),
    sides: (props) => sides(study, study.changes.filter(({ prop }) => props.includes(prop))),
  };
}

/** Every store. A new one is added here, and the documentation and the tests follow. */
export const STUDIES: readonly Result[] = [
  result(RDS_INSTANCE),
  result(RDS_REPLICA),
  result(AURORA_CLUSTER),
  result(AURORA_GLOBAL),
  result(AURORA_SECONDARY),
  result(DYNAMO_TABLE),
  result(DAX_CLUSTER),
  result(REDIS_CLUSTER),
  result(SERVERLESS_CACHE),
  result(MEMCACHED_CLUSTER),
  result(OPENSEARCH_DOMAIN),
  result(REDSHIFT_CLUSTER),
  result(REDSHIFT_SERVERLESS),
  result(BACKUP_PLAN),
];
