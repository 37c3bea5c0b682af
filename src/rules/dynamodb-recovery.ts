import { copiedElsewhere } from './backup-elsewhere';
import { Selectable } from './backup-selection';
import { isTrueInCopies } from './dynamodb/replicas';
import { expectAt, wrong } from './expect';
import { Preparation } from './recovery';
import { restoreTested } from './restore-tested';
import { all, fail, PASS, undecided, Verdict } from './verdict';
import { DYNAMODB_RECOVERY } from '../facts/recovery';
import { ResourceView } from '../model/resource-view';
import { alternatives, at, itemsOf, textOf, Value } from '../model/value';

const SELECTABLE: Selectable = { service: 'dynamodb', prefix: 'table/', name: 'TableName', noun: 'table' };

/** Where a table carries its tags: a global table has them in each replica. */
export function tagsOf(table: ResourceView): readonly { readonly tags: Value; readonly place: string }[] {
  return [
    { tags: table.get('Tags'), place: 'Properties.Tags' },
    ...itemsOf(table.get('Replicas')).map((replica, index) => ({ tags: at(replica, 'Tags'), place: `Properties.Replicas.${index}.Tags` })),
  ];
}

/** What a table may have against each disaster. */
export function preparationsOf(table: ResourceView): Preparation[] {
  const { pointInTime, zones, replica, consistentReplica, copiedBackups } = DYNAMODB_RECOVERY;
  return [
    {
      means: pointInTime,
      there: () => isTrueInCopies(table, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'),
      timed: () => restoreTested(table, SELECTABLE, 'DynamoDB'),
    },
    { means: zones, there: () => PASS },
    { means: replica, there: () => isReplicated(table) },
    { means: consistentReplica, there: () => all(isReplicated(table), isConsistent(table)) },
    { means: copiedBackups, there: (objective) => copiedElsewhere(table, SELECTABLE, objective) },
  ];
}

/** One replica is the table itself, in the region of its stack. */
function isReplicated(table: ResourceView): Verdict {
  return all(...alternatives(table.get('Replicas')).map((replicas) => {
    if (replicas.kind === 'unknown') {
      return undecided('Properties.Replicas', `the replicas are only known at deployment (${replicas.because})`);
    }
    const count = itemsOf(replicas).length;
    return count > 1 ? PASS : fail('Properties.Replicas', `the table has ${count === 0 ? 'no' : 'a single'} replica, expected one in another region as well`);
  }));
}

function isConsistent(table: ResourceView): Verdict {
  return expectAt(table, 'MultiRegionConsistency', (value, place) => (textOf(value) === 'STRONG' ? PASS : wrong(place, value, 'STRONG')));
}
