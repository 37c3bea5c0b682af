import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotTrue } from '../expect';
import { rule } from '../rule';

export const proxyStatementsUnlogged = rule({
  id: 'rds.proxy-statements-unlogged',
  title: 'RDS proxies do not log the text of statements',
  why: 'Debug logging writes every statement with its literals, passwords and personal data included, where more people read than in the database.',
  fix: 'Set `DebugLogging: false` on the proxy, or leave it out; `SecureAuroraCluster` with `proxy` does.',
  severity: 'low',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [nist80053r5('AU-9')],
  appliesTo: ['AWS::RDS::DBProxy'],
  check: (proxy) => isNotTrue(proxy, 'DebugLogging'),
});
