import { ResourceView } from '../../model/resource-view';
import { expectAt, isTrue } from '../expect';
import { isDefaultedParameter, isSecretReference } from '../raw-text';
import { any, fail, PASS, Verdict } from '../verdict';

/** The properties that say where a password comes from. */
export interface PasswordProperties {
  readonly password: string;
  readonly managed: string;
}

/** The service manages the password, or it is a reference to a secret. */
export function isManaged(resource: ResourceView, { password, managed }: PasswordProperties): Verdict {
  return any(judgePassword(resource, password, managed), isTrue(resource, managed));
}

function judgePassword(resource: ResourceView, password: string, managed: string): Verdict {
  const at = `Properties.${password}`;
  if (isSecretReference(resource, password)) {
    return PASS;
  }
  if (isDefaultedParameter(resource, password)) {
    return fail(at, 'it is the default of a parameter, which stands in the template');
  }
  return expectAt(resource, password, ({ kind }) => (kind === 'absent'
    ? fail(`Properties.${managed}`, 'it is not set, expected true')
    : fail(at, 'it is written in the template, expected a password that a service manages')));
}
