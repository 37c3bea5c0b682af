/** A node type of the RA3 family, whose storage grows by itself in S3. */
export interface RedshiftNodeFacts {
  /** Whether a cluster may have a single node. */
  readonly single: boolean;

  /** Most nodes of a cluster, which some types reach by a resize only. */
  readonly maxNodes: number;

  /** Connections that a cluster takes, whatever its number of nodes. */
  readonly maxConnections: number;
}

/**
 * The RA3 node types.
 *
 * - Nodes: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html#rs-node-type-info. A cluster of ra3.xlplus is created with
 *   16 nodes at most, one of ra3.4xlarge with 32; a resize brings them to 32 and 64. For ra3.large only the bound of every request is known:
 *   https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html.
 * - Connections: https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html. It names no number for ra3.large; 500, that of dc2.large,
 *   sizes an alarm and nothing else.
 */
export const REDSHIFT_NODE_TYPES: Readonly<Record<string, RedshiftNodeFacts>> = {
  'ra3.large': { single: true, maxNodes: 100, maxConnections: 500 },
  'ra3.xlplus': { single: true, maxNodes: 32, maxConnections: 2000 },
  'ra3.4xlarge': { single: false, maxNodes: 64, maxConnections: 2000 },
  'ra3.16xlarge': { single: false, maxNodes: 128, maxConnections: 2000 },
};

/** What everybody's cluster listens on. */
export const REDSHIFT_DEFAULT_PORT = 5439;

/** Ports of clusters with RA3 nodes, and of workgroups: https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html */
export const REDSHIFT_PORTS: readonly { readonly from: number; readonly to: number }[] = [{ from: 5431, to: 5455 }, { from: 8191, to: 8215 }];

/** Whether a cluster with RA3 nodes or a workgroup may listen on a port. */
export function isRedshiftPort(port: number): boolean {
  return Number.isInteger(port) && REDSHIFT_PORTS.some(({ from, to }) => port >= from && port <= to);
}

/** Connections that a workgroup takes: https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html */
export const SERVERLESS_MAX_CONNECTIONS = 2000;

/** Days of snapshots; -1 keeps a manual one for ever: https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html */
export const REDSHIFT_SNAPSHOT_DAYS = { min: 1, max: 35 };
export const REDSHIFT_MANUAL_SNAPSHOT_DAYS = { min: 1, max: 3653 };

/** A Multi-AZ cluster needs a subnet in each of three zones: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-multi-az.html */
export const REDSHIFT_MULTI_AZ_ZONES = 3;

/**
 * Processing units that a workgroup starts with. 4, and more than 512, exist in some regions only, which AWS adds to.
 *
 * https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html
 */
const SERVERLESS_BASE_RPUS = [{ from: 4, to: 8, step: 4 }, { from: 8, to: 512, step: 8 }, { from: 512, to: 1024, step: 32 }];

/** Whether a workgroup may start with so many processing units. */
export function isServerlessBase(units: number): boolean {
  return SERVERLESS_BASE_RPUS.some(({ from, to, step }) => units >= from && units <= to && Number.isInteger(units / step));
}

/** Most processing units that a workgroup may grow to: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-billing.html */
export const SERVERLESS_MAX_RPUS = 5632;

/** Every log that Redshift exports. The user activity log stays empty without the parameter below. */
export const REDSHIFT_LOGS: readonly string[] = ['connectionlog', 'userlog', 'useractivitylog'];

/** The logs that tell who came in and who was made: https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-6 */
export const REDSHIFT_SECURITY_LOGS: readonly string[] = ['connectionlog', 'userlog'];

/** How the connection log tells of a login that was refused: https://docs.aws.amazon.com/redshift/latest/dg/r_STL_CONNECTION_LOG.html */
export const REFUSED_REDSHIFT_LOGIN = 'authentication failure';

/** Parameters that belong to a safeguard: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-parameter-groups.html */
export const REDSHIFT_PARAMETERS = {
  /** Refuses connections without TLS. */
  tls: 'require_ssl',

  /** Uses cryptography that is validated by FIPS 140 alone. */
  fips: 'use_fips_ssl',

  /** Logs each statement before it runs. */
  activity: 'enable_user_activity_logging',
};

/** Most parameters that one request sets: https://docs.aws.amazon.com/redshift/latest/APIReference/API_ModifyClusterParameterGroup.html */
export const REDSHIFT_MAX_PARAMETERS = 20;

/** Event categories: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-eventsubscription.html */
export const REDSHIFT_EVENT_CATEGORIES: readonly string[] = ['configuration', 'management', 'monitoring', 'security', 'pending'];

/**
 * Names of databases that every cluster or namespace has.
 *
 * https://docs.aws.amazon.com/config/latest/developerguide/redshift-default-db-name-check.html refuses the first.
 */
export const REDSHIFT_DEFAULT_DATABASES: readonly string[] = ['dev'];

/** Words that cannot name a user or a database, of those that somebody might choose: https://docs.aws.amazon.com/redshift/latest/dg/r_pg_keywords.html */
export const REDSHIFT_RESERVED: readonly string[] = [
  'all', 'analyse', 'analyze', 'and', 'any', 'array', 'as', 'asc', 'authorization', 'backup', 'between', 'binary', 'both', 'case', 'cast',
  'check', 'collate', 'column', 'constraint', 'create', 'credentials', 'cross', 'default', 'deflate', 'delta', 'desc', 'disable', 'distinct',
  'do', 'else', 'enable', 'encode', 'encrypt', 'encryption', 'end', 'except', 'explicit', 'false', 'for', 'foreign', 'freeze', 'from', 'full',
  'grant', 'group', 'gzip', 'having', 'identity', 'ignore', 'ilike', 'in', 'initially', 'inner', 'intersect', 'into', 'is', 'join', 'leading',
  'left', 'like', 'limit', 'localtime', 'lun', 'luns', 'minus', 'mostly', 'natural', 'new', 'not', 'null', 'nulls', 'off', 'offline', 'offset',
  'oid', 'old', 'on', 'only', 'open', 'or', 'order', 'outer', 'overlaps', 'parallel', 'partition', 'percent', 'permissions', 'pivot', 'placing',
  'primary', 'public', 'raw', 'readratio', 'recover', 'references', 'respect', 'rejectlog', 'resort', 'restore', 'right', 'select', 'similar',
  'snapshot', 'some', 'sysdate', 'system', 'table', 'tag', 'then', 'timestamp', 'to', 'top', 'trailing', 'true', 'truncatecolumns', 'type',
  'union', 'unique', 'unnest', 'unpivot', 'user', 'using', 'verbose', 'wallet', 'when', 'where', 'with', 'without',
];
