import { ResourceView } from '../../model/resource-view';
import { ABSENT, at, itemsOf, textOf } from '../../model/value';
import { expectAt } from '../expect';
import { all, fail, PASS, undecided, Verdict } from '../verdict';

/** An option of a group: settings it must have, in capitals, and what is said of a group without it. */
export interface WantedOption {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly missing: string;
}

/** The option group of an instance, in whichever stack it lies, holds an option with these settings. */
export function hasOption(resource: ResourceView, wanted: WantedOption): Verdict {
  return expectAt(resource, 'OptionGroupName', (group, where) => {
    if (group.kind === 'reference') {
      return judgeGroup(group.resource, wanted);
    }
    const name = textOf(group) ?? 'default:';
    return name.startsWith('default:') ? fail(where, wanted.missing) : undecided(where, `the option group ${name} is not part of this app`);
  });
}

function judgeGroup(group: ResourceView, { name, settings, missing }: WantedOption): Verdict {
  const where = `${group.label} Properties.OptionConfigurations`;
  const options = group.get('OptionConfigurations');
  const option = itemsOf(options).find((candidate) => textOf(at(candidate, 'OptionName')) === name);
  const hidden = [options, ...itemsOf(options)].find(({ kind }) => kind === 'unknown');
  if (option === undefined) {
    return hidden?.kind === 'unknown' ? undecided(where, `an option is only known at deployment (${hidden.because})`) : fail(where, missing);
  }
  return all(...Object.entries(settings).map(([setting, wanted]) => {
    const given = itemsOf(at(option, 'OptionSettings')).find((candidate) => textOf(at(candidate, 'Name')) === setting);
    const value = given ? at(given, 'Value') : ABSENT;
    return value.kind === 'unknown'
      ? undecided(where, `${setting} is only known at deployment (${value.because})`)
      : textOf(value)?.toUpperCase() === wanted ? PASS : fail(where, `${setting} of ${name} is ${textOf(value) ?? 'not set'}, expected ${wanted}`);
  }));
}
