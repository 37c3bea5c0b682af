import { everyCopy } from './copies';
import { ResourceView } from '../../model/resource-view';
import { booleanOf } from '../../model/value';
import { expectValue, wrong } from '../expect';
import { PASS, Verdict } from '../verdict';

/** Tables of one region, and tables of one or several regions: the type that `TableV2` of the CDK makes. */
export const TABLES = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** Judge the value at a path of each copy. */
export function expectOfCopies(table: ResourceView, path: string, judge: Parameters<typeof expectValue>[2]): Verdict {
  return everyCopy(table, (copy) => expectValue(copy.get(path), `${copy.place}.${path}`, judge));
}

/** The property is true in each copy. */
export function isTrueInCopies(table: ResourceView, path: string): Verdict {
  return expectOfCopies(table, path, (value, place) => (booleanOf(value) === true ? PASS : wrong(place, value, 'true')));
}
