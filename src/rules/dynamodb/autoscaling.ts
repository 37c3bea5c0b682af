import { everyCopy } from './copies';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, literalOf, Value } from '../../model/value';
import { expectValue, isGiven } from '../expect';
import { all, fail, PASS, Verdict } from '../verdict';

const WRITES = 'WriteProvisionedThroughputSettings.WriteCapacityAutoScalingSettings';
const READS = 'ReadProvisionedThroughputSettings.ReadCapacityAutoScalingSettings';

/** A global table carries its scaling itself: writes once for all replicas, reads in each of them, and so for its indexes. */
export function autoscaledByItself(table: ResourceView): Verdict {
  const indexes = itemsOf(table.get('GlobalSecondaryIndexes'));
  return all(
    scales(table.get(WRITES), `Properties.${WRITES}`),
    ...indexes.map((index) => scales(at(index, WRITES), `Properties.GlobalSecondaryIndexes (${literalOf(at(index, 'IndexName'))}).${WRITES}`)),
    everyCopy(table, ({ get, place }) => all(
      scales(get(READS), `${place}.${READS}`),
      ...indexes.map((index) => indexReads(at(index, 'IndexName'), get('GlobalSecondaryIndexes'), place)),
    )),
  );
}

function indexReads(name: Value, ofReplica: Value, place: string): Verdict {
  const index = itemsOf(ofReplica).find((each) => literalOf(at(each, 'IndexName')) === literalOf(name));
  const where = `${place}.GlobalSecondaryIndexes (${literalOf(name)}).${READS}`;
  return index === undefined ? fail(where, 'it is not set, expected scaling') : scales(at(index, READS), where);
}

function scales(settings: Value, where: string): Verdict {
  return expectValue(settings, where, (value, place) => (isGiven(value) ? PASS : fail(place, 'it is not set, expected scaling')));
}
