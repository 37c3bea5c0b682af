import { EngineFamily } from '../../facts/rds-engines';

/** How an engine writes a new connection into an exported log. */
export interface ConnectionLog {
  /** The exported log. */
  readonly log: string;

  /** Texts that every line about a new connection has. */
  readonly connected: readonly string[];

  /** Texts of connections from the host of the database itself: RDS connects to it to watch it. */
  readonly local: readonly string[];

  /** What stands before and behind the address of the client. */
  readonly before: string;
  readonly behind: string;

}

// 20261122 02:00:01,ip-10-0-0-1,orders_app,10.0.1.17,4711,0,CONNECT,orders,,0
// The address is a field between commas; a failed login is FAILED_CONNECT, and DISCONNECT ends in the same letters but has no comma
// before them. https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/
const MARIADB_AUDIT: ConnectionLog = {
  log: 'audit', connected: [',CONNECT,'], local: [',localhost,', ',127.0.0.1,', ',::1,'], before: ',', behind: ',',
};

// 22-NOV-2026 02:00:01 * (CONNECT_DATA=(SID=ORCL)(CID=(PROGRAM=)(HOST=app)(USER=app))) * (ADDRESS=(PROTOCOL=tcp)(HOST=10.0.1.17)(PORT=53234)) * establish * ORCL * 0
// https://docs.oracle.com/en/database/oracle/oracle-database/23/netag/analyzing-listener-logs.html
const ORACLE_LISTENER: ConnectionLog = {
  log: 'listener',
  connected: [') * establish * '],
  local: ['(ADDRESS=(PROTOCOL=beq)', '(ADDRESS=(PROTOCOL=ipc)', '(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)', '(ADDRESS=(PROTOCOL=tcp)(HOST=::1)'],
  before: '(ADDRESS=(PROTOCOL=tcp)(HOST=',
  behind: ')',
};

/** The engines that log connections with the address of the client in an exported log. */
export const CONNECTION_LOGS: Partial<Record<EngineFamily, ConnectionLog>> = {
  mysql: MARIADB_AUDIT,
  mariadb: MARIADB_AUDIT,
  oracle: ORACLE_LISTENER,
  // 2026-11-22 02:00:01 UTC:10.0.1.17(53234):orders_app@orders:[4711]:LOG:  connection authorized: user=orders_app database=orders
  // RDS fixes log_line_prefix to %t:%r:%u@%d:[%p]:, whose %r is the address and the port of the client, or [local]
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html
  postgres: {
    log: 'postgresql', connected: ['connection authorized:'], local: [':[local]:', ':127.0.0.1(', ':::1('], before: ' UTC:', behind: '(',
  },
};

/** The log line of a refused login, of engines without an address in it. */
export const REFUSED_LOGINS: Partial<Record<EngineFamily, { readonly log: string; readonly texts: readonly string[] }>> = {
  mysql: { log: 'audit', texts: [',FAILED_CONNECT,'] },
  mariadb: { log: 'audit', texts: [',FAILED_CONNECT,'] },
  postgres: { log: 'postgresql', texts: ['FATAL:', 'authentication failed for user'] },
  // ORA-01017 in the XML that our `audit_trail` asks for; Oracle writes it as far as sessions are audited
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/AUDIT_TRAIL.html
  oracle: { log: 'audit', texts: ['<Returncode>1017</Returncode>'] },
  // SQL Server writes failed logins by default: https://learn.microsoft.com/en-us/sql/ssms/configure-login-auditing-sql-server-management-studio
  sqlserver: { log: 'error', texts: ['Login failed for user'] },
};
