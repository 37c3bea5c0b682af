/** Most readers beside the writer: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
export const MAX_READERS = 15;

/** Aurora capacity units of a Serverless v2 member, in steps of a half: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html */
export const ACUS = { min: 0, leastMax: 1, max: 256, step: 0.5 };

/** Bytes of memory of one capacity unit: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html#aurora-serverless-v2.how-it-works.capacity */
export const ACU_MEMORY = 2 * 1024 ** 3;

/** Hours that Aurora MySQL can be rewound: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html */
export const MAX_BACKTRACK_HOURS = 72;

/** Bytes that a cluster volume can hold: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
export const MAX_VOLUME_BYTES = 128 * 1024 ** 4;

/**
 * Regions that have no backtracking.
 *
 * https://docs.aws.amazon.com/config/latest/developerguide/aurora-mysql-backtracking-enabled.html, and for China
 * (Ningxia) https://repost.aws/knowledge-center/aurora-mysql-cluster-backtrack
 */
export const REGIONS_WITHOUT_BACKTRACK: readonly string[] = [
  'af-south-1', 'ap-east-1', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-6', 'ca-west-1', 'cn-north-1', 'cn-northwest-1',
  'eu-north-1', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'sa-east-1', 'us-gov-east-1', 'us-gov-west-1',
];

/**
 * Connections that an Aurora engine takes by default, from the bytes of memory of its member.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Performance.html#AuroraMySQL.Managing.MaxConnections
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html#AuroraPostgreSQL.Managing.MaxConnections
 */
export function defaultConnections(engine: string, memory: number): number {
  const connections = engine === 'aurora-mysql'
    ? Math.max(Math.log2(memory / 805_306_368) * 45, Math.log2(memory / 8_187_281_408) * 1000)
    : Math.min(memory / 9_531_392, 5000);
  return Math.max(Math.floor(connections), 0);
}
