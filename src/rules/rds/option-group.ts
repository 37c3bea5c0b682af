import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf, Value } from '../../model/value';
import { expectAt } from '../expect';
import { fail, PASS, undecided, Verdict } from '../verdict';

/** An option of the group that is attached to an instance. */
export interface WantedOption {
  readonly name: string;

  /** Settings that it must have. */
  readonly settings: Readonly<Record<string, string>>;

  /** What is said of a group without it. */
  readonly missing: string;
}

/** The option group of an instance, in whichever stack it lies, holds an option with these settings. */
export function hasOption(resource: ResourceView, wanted: WantedOption): Verdict {
  return expectAt(resource, 'OptionGroupName', (group, where) => {
    if (group.kind === 'reference') {
      return judgeGroup(group.resource, wanted);
    }
    const name = textOf(group);
    return name === undefined || name.startsWith('default:')
      ? fail(where, wanted.missing)
      : undecided(where, `the option group ${name} is not part of this app`);
  });
}

function judgeGroup(group: ResourceView, { name, settings, missing }: WantedOption): Verdict {
  const where = `${group.label} Properties.OptionConfigurations`;
  const all = group.get('OptionConfigurations');
  const hidden = [all, ...itemsOf(all)].find(({ kind }) => kind === 'unknown');
  const option = itemsOf(all).find((candidate) => textOf(at(candidate, 'OptionName')) === name);
  if (option === undefined) {
    return hidden?.kind === 'unknown' ? undecided(where, `an option is only known at deployment (${hidden.because})`) : fail(where, missing);
  }
  const given = new Map(itemsOf(at(option, 'OptionSettings')).map((setting): [string, Value] => [textOf(at(setting, 'Name')) ?? '', at(setting, 'Value')]));
  const wrong = Object.entries(settings).find(([setting, value]) => textOf(given.get(setting) ?? { kind: 'absent' })?.toUpperCase() !== value.toUpperCase());
  if (wrong === undefined) {
    return PASS;
  }
  const value = given.get(wrong[0]);
  return value?.kind === 'unknown'
    ? undecided(where, `${wrong[0]} is only known at deployment (${value.because})`)
    : fail(where, `${wrong[0]} of ${name} is ${value ? textOf(value) : 'not set'}, expected ${wrong[1]}`);
}
