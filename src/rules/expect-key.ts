import { expectAt, present } from './expect';
import { all, fail, PASS, Verdict } from './verdict';
import { ResourceView } from '../model/resource-view';
import { textOf, Value } from '../model/value';

// keys that AWS manages have aliases of this form: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
const AWS_MANAGED = /(^|:)alias\/aws\//;

/** The property names a key of the customer: given, and not an alias of AWS. */
export function hasCustomerKey(resource: ResourceView, path: string): Verdict {
  return all(present(resource, path), expectAt(resource, path, isNoKeyOfAws));
}

/** A key that is given is no alias of AWS. */
export function isNoKeyOfAws(value: Value, at: string): Verdict {
  return AWS_MANAGED.test(textOf(value) ?? '') ? fail(at, `it is ${textOf(value)}, a key that AWS manages, expected a customer managed key`) : PASS;
}
