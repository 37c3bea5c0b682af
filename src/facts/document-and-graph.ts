/** Values of parameters of DocumentDB and Neptune that rules ask for. */

/** Values of `tls` that demand TLS 1.2 or later: https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html#documentdb-6 */
export const DOCUMENTDB_TLS: readonly string[] = ['tls1.2+', 'tls1.3+', 'fips-140-3'];

/** Values of `audit_logs` that write any: https://docs.aws.amazon.com/documentdb/latest/devguide/event-auditing.html */
export const DOCUMENTDB_AUDIT: readonly string[] = ['enabled', 'all', 'ddl', 'dml_read', 'dml_write'];

/** The port of a cluster that says nothing: https://docs.aws.amazon.com/documentdb/latest/devguide/API_CreateDBCluster.html */
export const DOCUMENTDB_PORT = 27017;
