import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuroraBlueprint, memberIdentifiers } from './aurora-render';
import { Safeguard } from '../../core/safeguard';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';

/** The log groups stand before RDS would create them without encryption and retention. */
export function createLogGroups(scope: Construct, { facts, hardening, identifier, key }: AuroraBlueprint): Construct[] {
  const exported = hardening.keeps(Safeguard.LOG_EXPORTS) ? facts.logExports : [];
  return exported.map((log) => encryptedLogGroup(scope, `Log-${log}`, {
    logGroupName: `/aws/rds/cluster/${identifier}/${log}`, key, classification: hardening.classification,
  }));
}

/** The cluster, its members, and manual snapshots that are named after it; automatic ones cannot be deleted by hand. */
export function protectedArns(scope: Construct, blueprint: AuroraBlueprint): string[] {
  const arn = (resource: string, resourceName: string) => Stack.of(scope).formatArn({
    service: 'rds', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const { identifier } = blueprint;
  return [arn('cluster', identifier), ...memberIdentifiers(blueprint).map((member) => arn('db', member)), arn('cluster-snapshot', `${identifier}-*`)];
}
