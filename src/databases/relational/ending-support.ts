import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { endingSupport } from '../../facts/rds-engines';

/** An engine with its version. */
export interface VersionedEngine {
  readonly engine: string;
  readonly supportEnds: Readonly<Record<string, string>>;
}

/** Say that the standard support of a version ends within a year, in time to try a later one. */
export function warnOfEndingSupport(scope: Construct, { engine, supportEnds }: VersionedEngine, version = '', asOf?: string): void {
  const ends = endingSupport(supportEnds, version, asOf);
  if (ends !== undefined) {
    Annotations.of(scope).addWarningV2('cdk-hardened-databases:engine-support-ends',
      `the standard support of ${engine} ${version} ends on ${ends}: from then on AWS charges for its own patches or upgrades by force. `
      + 'Restore a snapshot with a later version, try the application on it, then raise `engine`; until then acknowledge this warning');
  }
}
