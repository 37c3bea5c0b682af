import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { REFUSED_REDSHIFT_LOGIN } from '../../facts/redshift';
import { logAlarm } from '../rds/login-alarms';

/** So many refused logins in five minutes are no slip of the keyboard. */
const MANY_LOGINS = 10;

/** An alarm on refused logins, where the connection log goes to CloudWatch Logs. */
export function refusedLoginAlarm(scope: Construct, topic: sns.ITopic, store: string): void {
  const logGroup = scope.node.tryFindChild('Log-connectionlog') as logs.LogGroup | undefined;
  if (logGroup === undefined) {
    return;
  }
  logAlarm(scope, 'RefusedLogins', topic, {
    store,
    metricName: 'RefusedLogins',
    logGroup,
    pattern: `"${REFUSED_REDSHIFT_LOGIN}"`,
    threshold: MANY_LOGINS,
    description: `${MANY_LOGINS} or more logins were refused within five minutes; somebody guesses passwords, or an application has lost its own; look in the connection log for their addresses`,
  });
}
