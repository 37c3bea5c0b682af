import { lacksProtection, PROTECTION_DATA_SOURCES } from '../../facts/guardduty';
import { pseudoParameter } from '../../model/environment';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf, Value } from '../../model/value';
import { isTrue } from '../expect';
import { any, fail, PASS, undecided, Verdict } from '../verdict';

const FEATURES = 'Properties.Features';

/** For detectors of regions that have the feature. */
export function offered(name: string): (detector: ResourceView) => boolean {
  return ({ template }) => !lacksProtection(pseudoParameter('AWS::Region', template), name);
}

/** A feature of the detector is on, by itself or as the data source that it was before, and within it an agent if one is named. */
export function featureOn(detector: ResourceView, name: string, agent?: string): Verdict {
  const source = PROTECTION_DATA_SOURCES[name];
  return any(
    ...itemsOf(detector.get('Features')).map((feature) => isOn(feature, name, agent)),
    ...source === undefined ? [] : [isTrue(detector, `DataSources.${source}`)].filter(({ kind }) => kind !== 'fail'),
    fail(FEATURES, `it lacks ${name}, expected ENABLED`),
  );
}

function isOn(feature: Value, name: string, agent: string | undefined): Verdict {
  const [found, status] = [at(feature, 'Name'), at(feature, 'Status')];
  if (feature.kind === 'unknown' || found.kind === 'unknown' || (textOf(found) === name && status.kind === 'unknown')) {
    return undecided(FEATURES, `whether ${name} is on is only known at deployment`);
  }
  if (textOf(found) !== name || textOf(status) !== 'ENABLED') {
    return fail(FEATURES, textOf(found) === name ? `${name} is ${textOf(status) ?? 'without status'}, expected ENABLED` : `it lacks ${name}, expected ENABLED`);
  }
  return agent === undefined ? PASS : any(
    ...itemsOf(at(feature, 'AdditionalConfiguration')).filter((each) => each.kind === 'unknown' || textOf(at(each, 'Name')) === agent).map((each) => (
      each.kind === 'unknown' || at(each, 'Status').kind === 'unknown' ? undecided(FEATURES, `whether ${agent} of ${name} is on is only known at deployment`)
        : textOf(at(each, 'Status')) === 'ENABLED' ? PASS : fail(FEATURES, `${agent} of ${name} is off, expected ENABLED`))),
    fail(FEATURES, `${name} lacks ${agent}, expected ENABLED`),
  );
}
