import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { CONNECTION_LOGS, REFUSED_LOGINS } from './connection-logs';
import { logAlarm } from './login-alarms';
import { checkRanges, outsidePattern, patternOf } from './outside-connections';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { EngineFamily } from '../../facts/rds-engines';
import { mustBeFirst } from '../relational/relational-checks';

/** A store whose log groups are its children. */
export interface LoggedStore {
  readonly facts: { readonly engine: string; readonly family: EngineFamily };
  readonly hardening: Hardening;
  readonly identifier: string;
}

/** So many refused logins in five minutes are no slip of the keyboard. */
const MANY_LOGINS = 10;

/** An alarm on refused logins, where the engine logs them. */
export function refusedLoginAlarm(scope: Construct, topic: sns.ITopic, { facts, hardening, identifier }: LoggedStore): void {
  const refused = REFUSED_LOGINS[facts.family];
  if (refused === undefined || !hardening.keeps(Safeguard.LOG_EXPORTS)) {
    return;
  }
  logAlarm(scope, 'RefusedLogins', topic, {
    store: identifier,
    metricName: 'RefusedLogins',
    logGroup: logGroupOf(scope, refused.log),
    pattern: patternOf(refused.texts),
    threshold: MANY_LOGINS,
    description: `${MANY_LOGINS} or more logins were refused within five minutes; somebody guesses passwords, or an application has lost its own; look in the log of the database for their addresses`,
  });
}

/** An alarm on connections from outside the given ranges. */
export function outsideConnectionAlarm(scope: Construct, topic: sns.ITopic, store: LoggedStore, ranges: string[]): cloudwatch.Alarm {
  const { facts, hardening, identifier } = store;
  mustBeFirst(scope, 'OutsideConnections', 'alarmOnConnectionsFromOutside');
  const problems = new PropProblems('Alarm of', scope, 'alarmOnConnectionsFromOutside()');
  const log = CONNECTION_LOGS[facts.family];
  problems.when(log === undefined || !hardening.keeps(Safeguard.LOG_EXPORTS), 'CONNECTIONS_NOT_LOGGED',
    () => (log === undefined
      ? `${facts.engine} writes no address of a client into an exported log; watch its network with flow logs`
      : 'Safeguard.LOG_EXPORTS is waived, so nothing can be counted; remove the waiver'));
  problems.when(ranges.length === 0, 'RANGES_EMPTY', () => '`ranges` is empty, so that every connection would raise the alarm; pass the ranges of the VPC');
  if (log) {
    checkRanges(log, ranges, problems);
  }
  problems.throwIfAny();
  return logAlarm(scope, 'OutsideConnections', topic, {
    store: identifier,
    metricName: 'OutsideConnections',
    logGroup: logGroupOf(scope, log!.log),
    pattern: outsidePattern(log!, ranges),
    threshold: 1,
    description: `somebody connected from outside ${ranges.join(', ')}; find the session in the ${log!.log} log and end it`,
  });
}

function logGroupOf(scope: Construct, log: string): logs.ILogGroup {
  return scope.node.findChild(`Log-${log}`) as logs.LogGroup;
}
