import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { RdsProxyOptions } from './rds-proxy-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';

const MAX_SECRETS = 200;

/** Report everything that is wrong with the options of a proxy. */
export function checkProxy(scope: IConstruct, proxy: RdsProxyOptions | undefined, hardening: Hardening, problems: PropProblems): void {
  if (!proxy) {
    return;
  }
  const region = known(Stack.of(scope).region);
  const elsewhere = region === undefined ? [] : (proxy.secrets ?? []).filter(({ env }) => (known(env.region) ?? region) !== region);
  problems.when(elsewhere.length > 0, 'PROXY_SECRET_ELSEWHERE',
    () => `\`proxy.secrets\` names secrets of ${elsewhere.map(({ env }) => env.region).join(', ')}, but the proxy reads those of ${region} only; replicate them there`);
  problems.when(!hardening.keeps(Safeguard.IAM_AUTHENTICATION), 'PROXY_NEEDS_IAM',
    () => 'Safeguard.IAM_AUTHENTICATION is waived, but the proxy logs in to the database with IAM tokens; remove the waiver or `proxy`');
  problems.when((proxy.secrets?.length ?? 0) > MAX_SECRETS, 'PROXY_SECRETS_TOO_MANY',
    () => `\`proxy.secrets\` has ${proxy.secrets!.length} secrets, at most ${MAX_SECRETS} are allowed; let users log in with IAM tokens`);
  problems.seconds('proxy.idleClientTimeout', proxy.idleClientTimeout, {
    code: 'PROXY_TIMEOUT_OUT_OF_RANGE', min: 60, max: 28_800, instead: 'leave it out for 30 minutes',
  });
  problems.seconds('proxy.borrowTimeout', proxy.borrowTimeout, { code: 'PROXY_TIMEOUT_OUT_OF_RANGE', min: 0, max: 300, instead: 'leave it out for 2 minutes' });
  problems.wholeNumber('proxy.maxConnectionsPercent', proxy.maxConnectionsPercent, {
    code: 'PROXY_CONNECTIONS_OUT_OF_RANGE', min: 1, max: 100, unit: 'percent', instead: 'leave it out for 90 percent',
  });
}
