import { any, fail, PASS, undecided, Verdict } from './verdict';
import { ResourceView } from '../model/resource-view';
import { at, booleanOf, itemsOf, textOf, Value } from '../model/value';

const SIMPLE = 'Properties.EventSelectors';
const ADVANCED = 'Properties.AdvancedEventSelectors';

/** The trail records reads and writes of the management API; without selectors it does. */
export function recordsManagementEvents(trail: ResourceView): Verdict {
  const [simple, advanced] = [trail.get('EventSelectors'), trail.get('AdvancedEventSelectors')];
  if (simple.kind === 'absent' && advanced.kind === 'absent') {
    return PASS;
  }
  return any(
    ...itemsOf(simple).map((selector) => (selector.kind === 'unknown' ? hidden(SIMPLE)
      : booleanOf(at(selector, 'IncludeManagementEvents')) !== false && ['All', undefined].includes(textOf(at(selector, 'ReadWriteType'))) ? PASS
        : fail(SIMPLE, 'it leaves out management events, or records only reads or only writes'))),
    ...itemsOf(advanced).map((selector) => selects(selector, 'Management')),
    fail(ADVANCED, 'no selector records management events'),
  );
}

/** A selector for data events of a type; `but` is the value of `readOnly` that would leave out what is asked for. */
export function recordsDataEvents(trail: ResourceView, type: string, but: string): Verdict {
  return any(
    ...itemsOf(trail.get('EventSelectors')).map((selector) => (selector.kind === 'unknown' ? hidden(SIMPLE)
      : itemsOf(at(selector, 'DataResources')).some((each) => textOf(at(each, 'Type')) === type)
        && textOf(at(selector, 'ReadWriteType')) !== (but === 'true' ? 'ReadOnly' : 'WriteOnly') ? PASS : fail(SIMPLE, `it records no data events of ${type}`))),
    ...itemsOf(trail.get('AdvancedEventSelectors')).map((selector) => selects(selector, 'Data', type, but)),
    fail(ADVANCED, `no selector records data events of ${type}`),
  );
}

function selects(selector: Value, category: string, type?: string, but?: string): Verdict {
  const fields = itemsOf(at(selector, 'FieldSelectors'));
  const values = (name: string) => fields.filter((each) => textOf(at(each, 'Field')) === name).flatMap((each) => itemsOf(at(each, 'Equals')).map(textOf));
  const readOnly = values('readOnly');
  const narrowed = type === undefined ? readOnly.length > 0 : readOnly.includes(but);
  const matches = values('eventCategory').includes(category) && (type === undefined || values('resources.type').includes(type));
  return selector.kind === 'unknown' || fields.some(({ kind }) => kind === 'unknown') ? hidden(ADVANCED)
    : matches && !narrowed ? PASS : fail(ADVANCED, `no selector records ${type === undefined ? 'management events' : `data events of ${type}`}`);
}

function hidden(where: string): Verdict {
  return undecided(where, 'a selector is only known at deployment');
}
