import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf } from '../../model/value';
import { fail, PASS, undecided, Verdict } from '../verdict';

// the default of new buckets since April 2023: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
const ENFORCED = 'BucketOwnerEnforced';

/** The bucket owner owns every object, so that lists have no effect. */
export function ownershipOf(bucket: ResourceView): Verdict {
  const where = 'Properties.OwnershipControls';
  const rules = itemsOf(bucket.get('OwnershipControls.Rules')).map((one) => at(one, 'ObjectOwnership'));
  const hidden = rules.find(({ kind }) => kind === 'unknown');
  if (hidden?.kind === 'unknown') {
    return undecided(where, `it is only known at deployment (${hidden.because})`);
  }
  const other = rules.find((ownership) => textOf(ownership) !== ENFORCED);
  return other ? fail(where, `it is ${textOf(other) ?? 'not set'}, expected ${ENFORCED}`) : PASS;
}
