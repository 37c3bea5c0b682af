import { ACTIVITY_IDENTITIES } from './activity/identities';
import { AURORA_IDENTITIES } from './aurora/identities';
import { BACKUP_IDENTITIES } from './backup/identities';
import { CACHE_IDENTITIES } from './cache/identities';
import { DAX_IDENTITIES } from './dax/identities';
import { DETECTION_IDENTITIES } from './detection/identities';
import { DYNAMODB_IDENTITIES } from './dynamodb/identities';
import { FOUNDATION_IDENTITIES } from './foundation/identities';
import { OPENSEARCH_IDENTITIES } from './opensearch/identities';
import { PERIMETER_IDENTITIES } from './perimeter/identities';
import { RDS_IDENTITIES } from './rds/identities';
import { REDSHIFT_IDENTITIES } from './redshift/identities';
import { USERS_IDENTITIES } from './users/identities';

/** Logical ids of the stateful resources of subjects, by the path below the subject. */
export type Identities = Record<string, Record<string, string>>;

// A changed id here replaces the resource in every app that is deployed: a database comes back empty, a key
// leaves its data unreadable. Such a change needs a new major version and a path for those who have data.
export const PINNED: Identities = {
  ...FOUNDATION_IDENTITIES,
  ...RDS_IDENTITIES,
  ...AURORA_IDENTITIES,
  ...USERS_IDENTITIES,
  ...PERIMETER_IDENTITIES,
  ...CACHE_IDENTITIES,
  ...BACKUP_IDENTITIES,
  ...DAX_IDENTITIES,
  ...DYNAMODB_IDENTITIES,
  ...OPENSEARCH_IDENTITIES,
  ...DETECTION_IDENTITIES,
  ...REDSHIFT_IDENTITIES,
  ...ACTIVITY_IDENTITIES,
};
