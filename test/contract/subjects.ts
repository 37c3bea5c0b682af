import { App, Environment, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ACTIVITY_SUBJECTS } from './activity/subjects';
import { AURORA_SUBJECTS } from './aurora/subjects';
import { BACKUP_SUBJECTS } from './backup/subjects';
import { CACHE_SUBJECTS } from './cache/subjects';
import { DAX_SUBJECTS } from './dax/subjects';
import { DETECTION_SUBJECTS } from './detection/subjects';
import { DYNAMODB_SUBJECTS } from './dynamodb/subjects';
import { FOUNDATION_SUBJECTS } from './foundation/subjects';
import { OPENSEARCH_SUBJECTS } from './opensearch/subjects';
import { PERIMETER_SUBJECTS } from './perimeter/subjects';
import { RDS_SUBJECTS } from './rds/subjects';
import { REDSHIFT_SUBJECTS } from './redshift/subjects';
import { shareNetwork, Subject } from './subject';
import { USERS_SUBJECTS } from './users/subjects';
import { hardeningOf, HardeningRecord } from '../../src/core/hardening';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { ENV } from '../support/fixtures';
import { subscribed } from '../support/subscribed';

/** Every construct of the library. A new one is added to its area, and all contract tests hold it to its word. */
export const SUBJECTS: readonly Subject[] = [
  ...FOUNDATION_SUBJECTS,
  ...RDS_SUBJECTS,
  ...AURORA_SUBJECTS,
  ...USERS_SUBJECTS,
  ...PERIMETER_SUBJECTS,
  ...CACHE_SUBJECTS,
  ...BACKUP_SUBJECTS,
  ...DAX_SUBJECTS,
  ...DYNAMODB_SUBJECTS,
  ...OPENSEARCH_SUBJECTS,
  ...DETECTION_SUBJECTS,
  ...REDSHIFT_SUBJECTS,
  ...ACTIVITY_SUBJECTS,
];

/** One construct of each kind and its app, ready to be judged. */
export interface Built {
  readonly app: App;
  readonly stack: Stack;
  readonly construct: Construct;
  readonly record: HardeningRecord;
}

/** Build a subject in an app of its own. */
export function build(subject: Subject, waivers?: Waiver[], env: Environment | undefined = ENV): Built {
  const app = new App({ treeMetadata: false }); // tree.json takes a fifth of a synth, and nobody reads it here
  const stack = new Stack(app, 'Stack', { env });
  const construct = subject.build(stack, waivers);
  subscribed(app);
  return { app, stack, construct, record: hardeningOf(construct)! };
}

/** What each subject says of itself; in one app with one network, for that does not depend on its surroundings. */
function recordsOfAll(): ReadonlyMap<Subject, HardeningRecord> {
  const app = new App();
  shareNetwork(app, { env: ENV });
  return new Map(SUBJECTS.map((subject, index) => [subject, hardeningOf(subject.build(new Stack(app, `Stack${index}`, { env: ENV })))!]));
}

let records: ReadonlyMap<Subject, HardeningRecord> | undefined;

/** The safeguards that a subject says it has. */
export function providedBy(subject: Subject): readonly Safeguard[] {
  records ??= recordsOfAll();
  return records.get(subject)!.provides;
}
