import { REPLACING_PROPERTIES } from '../facts/replacing-properties';
import { FURTHER_REPLACING } from '../facts/stateful-types';

/** What a change of a property does. */
export enum Impact { NONE, MAY_REPLACE, REPLACES }

/** The properties of a type that may replace it, in order. */
export function watchedProperties(type: string): string[] {
  const { always = [], conditionally = [] } = REPLACING_PROPERTIES[type] ?? {};
  const further = (FURTHER_REPLACING[type] ?? []).map(({ property }) => property);
  return [...new Set([...always, ...conditionally, ...further])].sort();
}

/** What a change of one of these properties does, given whether it had a value before and the update policy of the resource. */
export function impactOf(type: string, property: string, wasSet: boolean, updatePolicy: Readonly<Record<string, unknown>> = {}): Impact {
  const { always = [], conditionally = [] } = REPLACING_PROPERTIES[type] ?? {};
  const further = FURTHER_REPLACING[type]?.find((one) => one.property === property);
  const isSpared = (further?.onceSet && !wasSet) || (further?.unlessUpdatePolicy && String(updatePolicy[further.unlessUpdatePolicy]) === 'true');
  if (always.includes(property) || (further && !isSpared)) {
    return Impact.REPLACES;
  }
  return conditionally.includes(property) && !further ? Impact.MAY_REPLACE : Impact.NONE;
}
