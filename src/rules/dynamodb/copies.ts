import { ResourceView } from '../../model/resource-view';
import { alternatives, at, itemsOf, textOf, Value } from '../../model/value';
import { Settled } from '../expect';
import { all, undecided, Verdict } from '../verdict';

/** One copy of a table: the table itself, or one replica of a global table. */
export interface TableCopy {
  /** Where it stands: `Properties`, or `Properties.Replicas.1 (eu-west-1)`. */
  readonly place: string;

  /** The value at a dotted path below the copy. */
  get(path: string): Value;
}

/** The copies of a table, each judged by itself: one replica without protection is enough to lose the data. */
export function everyCopy(table: ResourceView, judge: (copy: TableCopy) => Verdict): Verdict {
  if (table.type === 'AWS::DynamoDB::Table') {
    return judge({ place: 'Properties', get: (path) => table.get(path) });
  }
  return all(...alternatives(table.get('Replicas')).flatMap((replicas) => (replicas.kind === 'unknown'
    ? [undecided('Properties.Replicas', `the replicas are only known at deployment (${replicas.because})`)]
    : itemsOf(replicas).map((replica, index) => judgeReplica(replica, index, judge)))));
}

function judgeReplica(replica: Settled, index: number, judge: (copy: TableCopy) => Verdict): Verdict {
  const region = textOf(at(replica, 'Region'));
  const place = `Properties.Replicas.${index}${region === undefined ? '' : ` (${region})`}`;
  return replica.kind === 'unknown'
    ? undecided(place, `the replica is only known at deployment (${replica.because})`)
    : judge({ place, get: (path) => at(replica, path) });
}
