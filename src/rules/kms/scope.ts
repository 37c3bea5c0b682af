import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf } from '../../model/value';

/** A key whose material KMS makes itself and can rotate: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
export function isSymmetric(key: ResourceView): boolean {
  const is = (property: string, usual: string) => alternatives(key.get(property)).some((value) => value.kind !== 'known' || textOf(value) === usual);
  return is('KeySpec', 'SYMMETRIC_DEFAULT') && is('Origin', 'AWS_KMS');
}
