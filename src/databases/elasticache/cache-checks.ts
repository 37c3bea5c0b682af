import { Duration } from 'aws-cdk-lib';
import { PropProblems } from '../../core/check-props';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { CONFIG_SNAPSHOT_DAYS, MAX_SNAPSHOT_DAYS } from '../../facts/cache-limits';

/** Days that snapshots are kept when the caller says nothing; AWS Config asks for 15, beyond what other stores are asked. */
export function defaultSnapshotDays(hardening: Hardening): number {
  return hardening.keeps(Safeguard.BACKUPS) ? Math.max(CONFIG_SNAPSHOT_DAYS, CLASSIFICATIONS[hardening.classification].defaultBackupDays) : 0;
}

/** Snapshots are kept as long as the classification demands. */
export function checkSnapshotRetention(name: string, retention: Duration | undefined, hardening: Hardening, problems: PropProblems): void {
  const kept = hardening.keeps(Safeguard.BACKUPS);
  problems.mustBeKnown(name, retention, 'SNAPSHOT_RETENTION_UNKNOWN', 'pass a Duration of whole days');
  problems.days(name, retention, {
    code: 'SNAPSHOT_RETENTION_OUT_OF_RANGE',
    min: kept ? CLASSIFICATIONS[hardening.classification].minBackupDays : 0,
    max: MAX_SNAPSHOT_DAYS,
    instead: kept ? 'pass a duration in that range, or waive Safeguard.BACKUPS' : 'pass a duration in that range',
  });
}

/** The identifier names log groups, nodes and snapshots. */
export function checkIdentifier(name: string, identifier: string | undefined, max: number, problems: PropProblems): void {
  problems.mustBeKnown(name, identifier, 'IDENTIFIER_UNKNOWN', 'pass plain text, since log groups and alarms are named after it');
  problems.text(name, identifier, {
    code: 'IDENTIFIER_INVALID',
    pattern: new RegExp(`^(?=.{1,${max}}$)[a-z](-?[a-z0-9])*$`),
    allowed: `1 to ${max} lower-case letters, digits and single hyphens, starting with a letter`,
    instead: 'leave it out for a derived name',
  });
}

/** A class of nodes. */
export function checkNodeType(nodeType: string | undefined, problems: PropProblems): void {
  problems.text('nodeType', nodeType, {
    code: 'NODE_TYPE_INVALID', pattern: /^cache\.[a-z0-9-]+\.[a-z0-9]+$/, allowed: 'classes such as cache.r7g.large', instead: 'correct it, or leave it out',
  });
}

/** A port above those that need privileges. */
export function checkCachePort(port: number | undefined, byDefault: number, problems: PropProblems): void {
  problems.wholeNumber('port', port, { code: 'PORT_OUT_OF_RANGE', min: 1024, max: 65_535, instead: `leave it out for ${byDefault}` });
}
