import { RDS_ENGINES } from '../../src/facts/rds-engines';
import { needingReboot, STATIC_PARAMETERS } from '../../src/facts/static-parameters';

test('every family of engines has its list, in order and without repetitions', () => {
  expect(Object.keys(STATIC_PARAMETERS).sort()).toEqual([...new Set(Object.values(RDS_ENGINES).map(({ family }) => family))].sort());
  for (const names of Object.values(STATIC_PARAMETERS)) {
    expect(names).toEqual([...new Set(names)].sort());
  }
});

// what the class docs of SecureRdsInstance and SecureAuroraCluster say
test.each([
  ['mysql', ['tls_version']],
  ['mariadb', ['tls_version']],
  ['postgres', ['shared_preload_libraries']],
  ['oracle-ee', ['audit_sys_operations', 'audit_trail']],
  ['sqlserver-se', ['rds.3des168', 'rds.force_ssl', 'rds.rc4', 'rds.tls10', 'rds.tls11']],
  ['db2-se', ['DB2COMM']],
])('of what the construct writes for %s, %j wait for a reboot', (engine, names) => {
  const { family, tls, minimumTls, weakProtocols = [], logParameters } = RDS_ENGINES[engine];
  const written = [...[tls, minimumTls, ...weakProtocols].flatMap((parameter) => parameter?.name ?? []), ...Object.keys(logParameters)];
  expect(needingReboot(family, written)).toEqual(names);
});

test('parameters that the engine takes at once are not among them', () => {
  expect(needingReboot('mysql', ['require_secure_transport', 'slow_query_log', 'max_connections'])).toEqual([]);
  expect(needingReboot('postgres', ['log_statement', 'work_mem', 'max_connections'])).toEqual(['max_connections']);
});
