import { ACTIVITY_SABOTAGE } from './activity/sabotage';
import { AURORA_SABOTAGE } from './aurora/sabotage';
import { BACKUP_SABOTAGE } from './backup/sabotage';
import { CACHE_SABOTAGE } from './cache/sabotage';
import { DAX_SABOTAGE } from './dax/sabotage';
import { DETECTION_SABOTAGE } from './detection/sabotage';
import { DYNAMODB_SABOTAGE } from './dynamodb/sabotage';
import { FOUNDATION_SABOTAGE, NETWORK_SABOTAGE, TIER_SABOTAGE } from './foundation/sabotage';
import { OPENSEARCH_SABOTAGE } from './opensearch/sabotage';
import { PERIMETER_SABOTAGE } from './perimeter/sabotage';
import { RDS_SABOTAGE } from './rds/sabotage';
import { REDSHIFT_SABOTAGE } from './redshift/sabotage';
import { Sabotage } from './sabotage-tools';
import { USERS_SABOTAGE } from './users/sabotage';

/** Every safeguard of every construct, taken away through the escape hatch. */
export const SABOTAGE: readonly Sabotage[] = [
  ...RDS_SABOTAGE,
  ...AURORA_SABOTAGE,
  ...FOUNDATION_SABOTAGE,
  ...NETWORK_SABOTAGE,
  ...TIER_SABOTAGE,
  ...PERIMETER_SABOTAGE,
  ...USERS_SABOTAGE,
  ...CACHE_SABOTAGE,
  ...BACKUP_SABOTAGE,
  ...DAX_SABOTAGE,
  ...DYNAMODB_SABOTAGE,
  ...OPENSEARCH_SABOTAGE,
  ...DETECTION_SABOTAGE,
  ...REDSHIFT_SABOTAGE,
  ...ACTIVITY_SABOTAGE,
];
