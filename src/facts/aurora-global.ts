/**
 * Most secondary clusters of a global database, each in a region of its own.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
 */
export const MAX_SECONDARIES = 10;

/** Most readers of the primary cluster: one less for each secondary cluster. Same page. */
export const MAX_PRIMARY_READERS = 15;

/** Classes that are optimized for memory, which members of global databases must be; burstable ones are refused. Same page. */
export const GLOBAL_CLASSES = /^[rx]/;

/**
 * The first minor version of a major one whose secondary clusters forward writes, where not all do.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding-apg.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding-ams.html (2.08.1 and later)
 */
export const WRITE_FORWARDING_SINCE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'aurora-postgresql': { 13: '14.9', 14: '14.9', 15: '15.4' },
};
