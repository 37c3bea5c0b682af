import { EngineFamily } from './rds-engine-facts';

/**
 * Parameters of engines that are read at start: RDS applies a change of them at the next reboot, and does not reboot for it.
 *
 * Those that people set; the full list of a version is what `aws rds describe-engine-default-parameters` says with ApplyType `static`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
 */
export const STATIC_PARAMETERS: Readonly<Record<EngineFamily, readonly string[]>> = {
  // "can only be set at server start": https://www.postgresql.org/docs/current/runtime-config.html
  postgres: [
    'autovacuum_freeze_max_age', 'autovacuum_multixact_freeze_max_age', 'huge_pages', 'max_connections', 'max_files_per_process',
    'max_locks_per_transaction', 'max_logical_replication_workers', 'max_pred_locks_per_transaction', 'max_prepared_transactions', 'max_replication_slots',
    'max_wal_senders', 'max_worker_processes', 'rds.logical_replication', 'shared_buffers', 'shared_preload_libraries', 'superuser_reserved_connections',
    'track_activity_query_size', 'track_commit_timestamp', 'wal_buffers',
  ],
  // not "Dynamic: Yes": https://dev.mysql.com/doc/refman/8.4/en/server-system-variable-reference.html
  mysql: [
    'back_log', 'ft_max_word_len', 'ft_min_word_len', 'innodb_buffer_pool_instances', 'innodb_flush_method', 'innodb_ft_max_token_size',
    'innodb_ft_min_token_size', 'innodb_purge_threads', 'innodb_read_io_threads', 'innodb_rollback_on_timeout',
    'innodb_sort_buffer_size', 'innodb_write_io_threads', 'lower_case_table_names', 'max_digest_length', 'performance_schema', 'skip_name_resolve',
    'table_open_cache_instances', 'thread_stack', 'tls_version',
  ],
  // not "Dynamic: Yes": https://mariadb.com/kb/en/server-system-variables/
  mariadb: [
    'back_log', 'ft_max_word_len', 'ft_min_word_len', 'innodb_ft_max_token_size', 'innodb_ft_min_token_size',
    'innodb_rollback_on_timeout', 'innodb_sort_buffer_size', 'lower_case_table_names', 'max_digest_length', 'performance_schema', 'skip_name_resolve',
    'table_open_cache_instances', 'thread_stack', 'tls_version',
  ],
  // not modifiable by ALTER SYSTEM without a start: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/initialization-parameters.html
  oracle: ['audit_sys_operations', 'audit_trail', 'compatible', 'db_files', 'processes', 'sga_max_size', 'transactions'],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Ciphers.html
  sqlserver: ['rds.3des168', 'rds.force_ssl', 'rds.rc4', 'rds.tls10', 'rds.tls11'],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Concepts.SSL.html
  db2: ['DB2COMM', 'SSL_SVCENAME', 'rds.ibm_customer_id', 'rds.ibm_site_id'],
};

/** The parameters among some that take effect at a reboot only. */
export function needingReboot(family: EngineFamily, names: readonly string[]): string[] {
  return names.filter((name) => STATIC_PARAMETERS[family].includes(name)).sort();
}
