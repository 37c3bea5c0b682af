import { versionAtLeast } from './engine';
import { attachedParameter } from './parameter-group';
import { ParameterFact } from '../../facts/rds-engines';
import { ResourceView } from '../../model/resource-view';
import { textOf } from '../../model/value';
import { wrong } from '../expect';
import { fail, PASS, undecided, Verdict } from '../verdict';

/** A parameter of the attached group has an accepted value, or the engine defaults to one from version `since` on. */
export function parameterHolds(resource: ResourceView, engine: string, { name, value, accepted }: ParameterFact, since?: string): Verdict {
  return attachedParameter(resource, name, (given, at) => {
    if (given.kind !== 'absent') {
      return accepted.includes(textOf(given) ?? '') ? PASS : wrong(at, given, value);
    }
    const byDefault = since === undefined ? false : versionAtLeast(resource, since);
    if (byDefault === undefined) {
      return undecided(at, `\`${name}\` is not set, and its default depends on the version of ${engine}`);
    }
    return byDefault ? PASS : fail(at, `\`${name}\` is not set, and the default of this ${engine} is not ${value}`);
  });
}
